package com.foobar.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.PoolStats;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * HikariCP's own meters, once for each name of a pool. Safe for use by many threads.
 * <p>
 * A pool that is cut takes its time to close, and by then another of the same name may be
 * open. Both would share their meters in the registry: they would show the old pool, and
 * be gone for the new one once the old one has closed. Here they stay for good: counters
 * count on, and the rest shows the pool that was opened last, or none.
 */
final class PoolMeters implements MetricsTrackerFactory {

	private final MetricsTrackerFactory hikari;

	private final Map<String, NamedPool> pools = new ConcurrentHashMap<>();

	PoolMeters(MeterRegistry registry) {
		this.hikari = new MicrometerMetricsTrackerFactory(registry);
	}

	@Override
	public IMetricsTracker create(String name, PoolStats stats) {
		return this.pools.computeIfAbsent(name, this::register).open(stats);
	}

	private NamedPool register(String name) {
		LatestStats latest = new LatestStats();
		return new NamedPool(latest, this.hikari.create(name, latest));
	}

	/**
	 * The meters of all pools of one name. Immutable.
	 *
	 * @param latest what the gauges show
	 * @param meters keeps the rest; never closed, which would remove the meters
	 */
	private record NamedPool(LatestStats latest, IMetricsTracker meters) {

		IMetricsTracker open(PoolStats stats) {
			this.latest.show(stats);
			return new Tracker(this, stats);
		}

	}

	/** The meters of one pool. Immutable. */
	private record Tracker(NamedPool pool, PoolStats stats) implements IMetricsTracker {

		@Override
		public void recordConnectionCreatedMillis(long millis) {
			this.pool.meters().recordConnectionCreatedMillis(millis);
		}

		@Override
		public void recordConnectionAcquiredNanos(long nanos) {
			this.pool.meters().recordConnectionAcquiredNanos(nanos);
		}

		@Override
		public void recordConnectionUsageMillis(long millis) {
			this.pool.meters().recordConnectionUsageMillis(millis);
		}

		@Override
		public void recordConnectionTimeout() {
			this.pool.meters().recordConnectionTimeout();
		}

		@Override
		public void close() {
			this.pool.latest().hide(this.stats);
		}

	}

}
