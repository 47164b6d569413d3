package com.foobar.benchmark;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import com.sun.management.OperatingSystemMXBean;

/**
 * Measures contenders in turn, in many short rounds, so that whatever else the machine
 * does meanwhile falls on all of them. Each round begins with another contender, and the
 * first rounds do not count.
 *
 * @param threads how many threads work at once
 * @param warmUp how many rounds do not count
 * @param rounds how many rounds do
 * @param turn how long a contender works in each round
 */
record Tournament(int threads, int warmUp, int rounds, Duration turn) {

	/**
	 * The tournament that the system properties {@code benchmark.threads},
	 * {@code benchmark.warm-up}, {@code benchmark.rounds} and {@code benchmark.seconds},
	 * which is per turn and may be a fraction, ask for.
	 * @return by default 8 threads, 10 rounds that do not count and 40 that do, of half a
	 * second per contender
	 */
	static Tournament configured() {
		long millis = Math.round(Double.parseDouble(System.getProperty("benchmark.seconds", "0.5")) * 1000);
		return new Tournament(Integer.getInteger("benchmark.threads", 8), Integer.getInteger("benchmark.warm-up", 10),
				Integer.getInteger("benchmark.rounds", 40), Duration.ofMillis(millis));
	}

	/**
	 * Let them compete.
	 * @param contenders in the order of the table
	 * @return what each did, in that order
	 * @throws Exception the first failure of a contender
	 */
	List<Result> run(List<Contender> contenders) throws Exception {
		List<Result> results = contenders.stream()
			.map((contender) -> new Result(contender, new ArrayList<>()))
			.toList();
		ExecutorService executor = Executors.newFixedThreadPool(this.threads);
		try {
			for (int round = -this.warmUp; round < this.rounds; round++) {
				for (Result result : rotated(results, round)) {
					Turn measured = turn(result.contender().work(), executor);
					if (round >= 0) {
						result.turns().add(measured);
					}
				}
			}
		}
		finally {
			executor.shutdownNow();
		}
		return results;
	}

	private static List<Result> rotated(List<Result> results, int distance) {
		List<Result> rotated = new ArrayList<>(results);
		Collections.rotate(rotated, distance);
		return rotated;
	}

	private Turn turn(Contender.Work work, ExecutorService executor) throws Exception {
		OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
		long cpu = system.getProcessCpuTime();
		long start = System.nanoTime();
		long end = start + this.turn.toNanos();
		long transactions = 0;
		for (Future<Long> count : executor.invokeAll(Collections.nCopies(this.threads, repeat(work, end)))) {
			transactions += count.get();
		}
		return new Turn(transactions, System.nanoTime() - start, system.getProcessCpuTime() - cpu);
	}

	private static Callable<Long> repeat(Contender.Work work, long end) {
		return () -> {
			long count = 0;
			while (System.nanoTime() - end < 0) {
				work.run();
				count++;
			}
			return count;
		};
	}

	/**
	 * What a contender did in all rounds.
	 *
	 * @param contender the contender
	 * @param turns what it did in each round that counts
	 */
	record Result(Contender contender, List<Turn> turns) {

		/** A value of each turn. */
		DoubleStream each(ToDoubleFunction<Turn> value) {
			return this.turns.stream().mapToDouble(value);
		}

		/** Throughput compared with another's, round by round. */
		DoubleStream ratios(Result other) {
			return IntStream.range(0, this.turns.size())
				.mapToDouble((round) -> this.turns.get(round).perSecond() / other.turns.get(round).perSecond());
		}

	}

	/**
	 * What a contender did in one round.
	 *
	 * @param transactions how many it finished
	 * @param elapsedNanos the time that took
	 * @param cpuNanos the processor time this JVM used meanwhile
	 */
	record Turn(long transactions, long elapsedNanos, long cpuNanos) {

		double perSecond() {
			return this.transactions * 1e9 / this.elapsedNanos;
		}

		double cpuMicros() {
			return this.cpuNanos / 1e3 / this.transactions;
		}

	}

}
