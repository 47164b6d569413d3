package com.foobar.stack;

import java.time.Duration;
import java.util.List;

import com.foobar.history.Summary;

/**
 * How long requests took. Immutable.
 *
 * @param count how many there were
 * @param median what half of them took at most
 * @param most what 99 % of them took at most, which is all where they are less than 100
 */
record Latencies(int count, Duration median, Duration most) {

	static Latencies of(List<Duration> latencies) {
		long[] sorted = latencies.stream().mapToLong(Duration::toNanos).sorted().toArray();
		return new Latencies(sorted.length, Summary.quantile(sorted, 0.5), Summary.quantile(sorted, 0.99));
	}

	@Override
	public String toString() {
		return "%d with a median of %.1f ms, 99 %% within %.1f ms".formatted(this.count, this.median.toNanos() / 1e6,
				this.most.toNanos() / 1e6);
	}

}
