package com.foobar.benchmark;

import java.util.List;
import java.util.Locale;

import com.foobar.benchmark.Tournament.Result;
import com.foobar.benchmark.Tournament.Turn;

/** Prints what came of a {@link Tournament}. Stateless. */
final class Table {

	private static final String HEADER = "%-48s %10s %15s %8s %15s %10s%n";

	private static final String ROW = "%-48s %10.0f %7.0f–%-7.0f %8.3f %7.3f–%-7.3f %10.1f%n";

	private Table() {
	}

	/**
	 * Print medians over the rounds and the quarters they lie between: of the throughput,
	 * of its ratio to that of one contender in the same round, and of the processor time,
	 * which is this JVM's alone.
	 * @param title what was measured
	 * @param results what the contenders did
	 * @param reference the contender that the ratio compares with
	 */
	static void print(String title, List<Result> results, String reference) {
		Result base = results.stream()
			.filter((result) -> result.contender().name().equals(reference))
			.findFirst()
			.orElseThrow();
		print("%n%s%n", title);
		print(HEADER, "", "tx/s", "middle half", "ratio", "middle half", "CPU µs/tx");
		results.forEach((result) -> print(result, base));
	}

	private static void print(Result result, Result base) {
		Quartiles throughput = Quartiles.of(result.each(Turn::perSecond));
		Quartiles ratio = Quartiles.of(result.ratios(base));
		print(ROW, result.contender().name(), throughput.median(), throughput.lower(), throughput.upper(),
				ratio.median(), ratio.lower(), ratio.upper(), Quartiles.of(result.each(Turn::cpuMicros)).median());
	}

	private static void print(String format, Object... values) {
		System.out.printf(Locale.ROOT, format, values);
	}

}
