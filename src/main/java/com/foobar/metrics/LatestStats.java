package com.foobar.metrics;

import java.util.concurrent.atomic.AtomicReference;

import com.zaxxer.hikari.metrics.PoolStats;
import org.jspecify.annotations.Nullable;

/**
 * What the pool that was opened last under its name is like; while none is open, it has
 * no connections. Safe for use by many threads.
 */
final class LatestStats extends PoolStats {

	private final AtomicReference<@Nullable PoolStats> latest = new AtomicReference<>();

	/** Asks each time: the pool itself remembers for a second. */
	LatestStats() {
		super(0);
	}

	void show(PoolStats stats) {
		this.latest.set(stats);
	}

	/** Of a pool that has closed, unless another has been opened since. */
	void hide(PoolStats stats) {
		this.latest.compareAndSet(stats, null);
	}

	@Override
	protected void update() {
		PoolStats stats = this.latest.get();
		this.totalConnections = (stats != null) ? stats.getTotalConnections() : 0;
		this.idleConnections = (stats != null) ? stats.getIdleConnections() : 0;
		this.activeConnections = (stats != null) ? stats.getActiveConnections() : 0;
		this.pendingThreads = (stats != null) ? stats.getPendingThreads() : 0;
		this.maxConnections = (stats != null) ? stats.getMaxConnections() : 0;
		this.minConnections = (stats != null) ? stats.getMinConnections() : 0;
	}

}
