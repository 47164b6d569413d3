package com.foobar.benchmark;

import java.util.Arrays;

/** Runs one of the benchmarks by name. */
public final class Benchmarks {

	private Benchmarks() {
	}

	/**
	 * Run a benchmark, print its results and end.
	 * @param arguments {@code jmh}, which takes JMH's own command line after it, or
	 * {@code throughput}
	 * @throws Exception if it fails
	 */
	public static void main(String[] arguments) throws Exception {
		String name = (arguments.length > 0) ? arguments[0] : "";
		switch (name) {
			case "jmh" -> JmhTable.run(Arrays.copyOfRange(arguments, 1, arguments.length));
			case "throughput" -> Throughput.run();
			default -> throw new IllegalArgumentException(
					"Unknown benchmark '%s': expected jmh or throughput".formatted(name));
		}
	}

}
