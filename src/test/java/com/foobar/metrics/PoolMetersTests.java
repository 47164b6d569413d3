package com.foobar.metrics;

import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.PoolStats;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PoolMetersTests {

	private static final String NAME = "db1 read-only";

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final PoolMeters meters = new PoolMeters(this.registry);

	@Test
	void poolHasTheMetersOfHikari() {
		IMetricsTracker tracker = this.meters.create(NAME, new Stats(7));
		tracker.recordConnectionTimeout();
		tracker.recordConnectionAcquiredNanos(1);
		tracker.recordConnectionCreatedMillis(1);
		tracker.recordConnectionUsageMillis(1);
		assertThat(this.registry.getMeters()).allMatch((meter) -> NAME.equals(meter.getId().getTag("pool")))
			.extracting((meter) -> meter.getId().getName())
			.containsExactlyInAnyOrder("hikaricp.connections", "hikaricp.connections.idle",
					"hikaricp.connections.active", "hikaricp.connections.pending", "hikaricp.connections.max",
					"hikaricp.connections.min", "hikaricp.connections.acquire", "hikaricp.connections.creation",
					"hikaricp.connections.usage", "hikaricp.connections.timeout");
		assertThat(active(NAME)).isEqualTo(7);
		assertThat(timeouts()).isOne();
	}

	@Test
	void poolsOfOtherNamesHaveMetersOfTheirOwn() {
		this.meters.create(NAME, new Stats(7));
		this.meters.create("db1 fallback-read", new Stats(3));
		assertThat(active(NAME)).isEqualTo(7);
		assertThat(active("db1 fallback-read")).isEqualTo(3);
	}

	@Test
	void poolThatIsOpenedAnewIsShownWhileTheOldOneIsStillClosing() {
		IMetricsTracker old = this.meters.create(NAME, new Stats(7));
		old.recordConnectionTimeout();
		IMetricsTracker anew = this.meters.create(NAME, new Stats(2));
		assertThat(active(NAME)).isEqualTo(2);
		old.close();
		anew.recordConnectionTimeout();
		assertThat(active(NAME)).isEqualTo(2);
		assertThat(timeouts()).as("counters count on").isEqualTo(2);
		assertThat(this.registry.getMeters()).extracting(Meter::getId).doesNotHaveDuplicates().hasSize(10);
	}

	@Test
	void poolThatIsOpenedAnewIsShownAfterTheOldOneHasClosed() {
		this.meters.create(NAME, new Stats(7)).close();
		this.meters.create(NAME, new Stats(2));
		assertThat(active(NAME)).isEqualTo(2);
	}

	@Test
	void poolThatIsClosedHasNoConnections() {
		this.meters.create(NAME, new Stats(7)).close();
		assertThat(active(NAME)).isZero();
	}

	private double active(String pool) {
		return this.registry.get("hikaricp.connections.active").tag("pool", pool).gauge().value();
	}

	private double timeouts() {
		return this.registry.get("hikaricp.connections.timeout").tag("pool", NAME).counter().count();
	}

	/** A pool with as many connections in use. */
	private static final class Stats extends PoolStats {

		Stats(int active) {
			super(0);
			this.activeConnections = active;
		}

		@Override
		protected void update() {
			// stays as it is
		}

	}

}
