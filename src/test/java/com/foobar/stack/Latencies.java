package com.foobar.stack;

import java.time.Duration;
import java.util.List;

/**
 * How long requests took. Immutable.
 *
 * @param count how many there were
 * @param median what half of them took at most
 * @param most what 99 % of them took at most, which is all where they are less than 100
 */
record Latencies(int count, Duration median, Duration most) {

	static Latencies of(List<Duration> latencies) {
		List<Duration> sorted = latencies.stream().sorted().toList();
		return new Latencies(sorted.size(), quantile(sorted, 0.5), quantile(sorted, 0.99));
	}

	private static Duration quantile(List<Duration> sorted, double share) {
		return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
	}

	@Override
	public String toString() {
		return "%d with a median of %.1f ms, 99 %% within %.1f ms".formatted(this.count, this.median.toNanos() / 1e6,
				this.most.toNanos() / 1e6);
	}

}
