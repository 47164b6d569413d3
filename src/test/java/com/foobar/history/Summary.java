package com.foobar.history;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * All writes, or all reads, of a history in figures. Immutable.
 *
 * @param <T> writes or reads
 * @param successes those that had the answer that was wanted, by their end
 * @param failures those that had not, by their start
 * @param longestPause the longest time between two successes, or between one and the
 * start or end of the history
 * @param median how long one half of the successes took at most
 * @param p99 how long 99 % of them took at most
 * @param slowest how long all of them took at most
 */
public record Summary<T extends Operation>(List<T> successes, List<T> failures, Pause longestPause, Duration median,
		Duration p99, Duration slowest) {

	static <T extends Operation> Summary<T> of(List<T> operations, long startNanos, long endNanos) {
		List<T> successes = operations.stream()
			.filter(Operation::succeeded)
			.sorted(Comparator.comparingLong(Operation::endNanos))
			.toList();
		List<T> failures = operations.stream().filter((operation) -> !operation.succeeded()).toList();
		long[] taken = successes.stream()
			.mapToLong((success) -> success.endNanos() - success.startNanos())
			.sorted()
			.toArray();
		return new Summary<>(successes, failures, longestPause(successes, startNanos, endNanos), quantile(taken, 0.5),
				quantile(taken, 0.99), quantile(taken, 1));
	}

	/**
	 * How long a part of what was measured took at most.
	 * @param sorted what each took in nanoseconds, the shortest first
	 * @param share the part, over 0 to 1
	 * @return the time, none if there is nothing
	 */
	public static Duration quantile(long[] sorted, double share) {
		return (sorted.length == 0) ? Duration.ZERO
				: Duration.ofNanos(sorted[(int) Math.ceil(share * sorted.length) - 1]);
	}

	private static Pause longestPause(List<? extends Operation> successes, long startNanos, long endNanos) {
		long[] ends = LongStream
			.concat(LongStream.of(startNanos, endNanos), successes.stream().mapToLong(Operation::endNanos))
			.sorted()
			.toArray();
		Pause longest = new Pause(Duration.ZERO, startNanos);
		for (int i = 1; i < ends.length; i++) {
			if (ends[i] - ends[i - 1] > longest.length().toNanos()) {
				longest = new Pause(Duration.ofNanos(ends[i] - ends[i - 1]), ends[i - 1]);
			}
		}
		return longest;
	}

	/**
	 * How many had the answer that was wanted.
	 * @return the number of successes
	 */
	public int succeeded() {
		return this.successes.size();
	}

	/**
	 * The time from a moment to the first success that ended after it.
	 * @param nanos the moment as {@link System#nanoTime} counts
	 * @return the time
	 * @throws java.util.NoSuchElementException if there was none
	 */
	public Duration untilSuccess(long nanos) {
		return this.successes.stream()
			.map((success) -> Duration.ofNanos(success.endNanos() - nanos))
			.filter((after) -> !after.isNegative())
			.findFirst()
			.orElseThrow();
	}

	/**
	 * The failures of what was started at a time or later.
	 * @param nanos the time as {@link System#nanoTime} counts, such as a {@link Mark}'s
	 * @return the failures by their start
	 */
	public List<T> failuresAfter(long nanos) {
		return this.failures.stream().filter((failure) -> failure.startNanos() >= nanos).toList();
	}

}
