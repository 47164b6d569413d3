package com.foobar.benchmark;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the JMH benchmarks and prints their results beside each other. Stateless. */
final class JmhTable {

	private static final String HEADER = "%-32s %-56s %10s %8s %8s %10s %8s %10s %8s%n";

	private static final String ROW = "%-32s %-56s %10.1f %8.1f %8.3f %10.1f %8.3f %10.1f %8.3f%n";

	private static final String ALLOCATION = "gc.alloc.rate.norm";

	private static final String REFERENCE = Wiring.LAZY_HIKARI.name();

	private JmhTable() {
	}

	/**
	 * Run what JMH's own command line asks for, by default all.
	 * @param arguments that command line
	 * @throws CommandLineOptionException if it cannot be read
	 * @throws RunnerException if a benchmark fails
	 */
	static void run(String... arguments) throws CommandLineOptionException, RunnerException {
		print(new Runner(new OptionsBuilder().parent(new CommandLineOptions(arguments))
			.addProfiler(GCProfiler.class)
			.addProfiler(ProcessorTime.class)
			.shouldFailOnError(true)
			.build()).run());
	}

	private static void print(Collection<RunResult> results) {
		RunResult reference = results.stream()
			.filter((result) -> parameters(result.getParams()).containsValue(REFERENCE))
			.findFirst()
			.orElse(null);
		System.out.printf(Locale.ROOT,
				"%nRatios are to %s, times in ns: the median of all iterations, and half the 99.9 %% interval of their mean; the processor's, also a median; allocation in bytes%n",
				REFERENCE);
		System.out.printf(Locale.ROOT, HEADER, "", "", "median", "mean ±", "ratio", "processor", "ratio", "allocated",
				"ratio");
		results.forEach((result) -> print(result, reference));
	}

	private static void print(RunResult result, @Nullable RunResult reference) {
		boolean same = reference != null
				&& reference.getParams().getBenchmark().equals(result.getParams().getBenchmark());
		RunResult base = (same && reference != null) ? reference : null;
		System.out.printf(Locale.ROOT, ROW, name(result.getParams()), text(result.getParams()), median(result),
				result.getPrimaryResult().getScoreError(), ratio(result, base, JmhTable::median), processor(result),
				ratio(result, base, JmhTable::processor), allocation(result),
				ratio(result, base, JmhTable::allocation));
	}

	private static double ratio(RunResult result, @Nullable RunResult base, ToDoubleFunction<RunResult> value) {
		return (base != null) ? value.applyAsDouble(result) / value.applyAsDouble(base) : Double.NaN;
	}

	/** Which a disturbed iteration does not move. */
	private static double median(RunResult result) {
		return result.getPrimaryResult().getStatistics().getPercentile(50);
	}

	private static double processor(RunResult result) {
		Result<?> time = result.getSecondaryResults().get(ProcessorTime.RESULT);
		return (time != null) ? time.getStatistics().getPercentile(50) : Double.NaN;
	}

	private static double allocation(RunResult result) {
		Result<?> allocation = result.getSecondaryResults().get(ALLOCATION);
		return (allocation != null) ? allocation.getScore() : Double.NaN;
	}

	private static String name(BenchmarkParams params) {
		String name = params.getBenchmark();
		return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
	}

	private static String text(BenchmarkParams params) {
		return parameters(params).entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + parameter.getValue())
			.collect(Collectors.joining(" "));
	}

	private static Map<String, String> parameters(BenchmarkParams params) {
		Map<String, String> parameters = new LinkedHashMap<>();
		params.getParamsKeys().forEach((key) -> parameters.put(key, params.getParam(key)));
		return parameters;
	}

}
