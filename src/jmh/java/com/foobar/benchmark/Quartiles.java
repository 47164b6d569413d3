package com.foobar.benchmark;

import java.util.stream.DoubleStream;

/**
 * Where the values of many rounds lie. Immutable.
 *
 * @param lower a quarter of them is below
 * @param median half of them is below
 * @param upper a quarter of them is above
 */
record Quartiles(double lower, double median, double upper) {

	/**
	 * The quartiles of these values.
	 * @param values at least one
	 * @return three of them
	 */
	static Quartiles of(DoubleStream values) {
		double[] sorted = values.sorted().toArray();
		return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
	}

	private static double at(double[] sorted, double part) {
		return sorted[(int) Math.round((sorted.length - 1) * part)];
	}

}
