package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import com.foobar.pool.NodePools;
import com.foobar.pool.PoolListener;
import com.foobar.pool.PoolPurpose;

/**
 * One node as transactions use it: its connections and how busy they are. Safe for use by
 * many threads; what two of them measure in the same moment may count once.
 */
final class NodeAccess implements Load {

	/**
	 * After this time a measurement has lost most of its weight, so that a node that was
	 * slow is tried again.
	 */
	private static final double MEMORY_NANOS = 1e9;

	/** So long ago that nothing is left of a measurement. */
	private static final long LONG_NANOS = 3_600_000_000_000L;

	private static final double LEAST_LATENCY_NANOS = 1000;

	/** For how long nobody waits for a node that somebody has just waited for in vain. */
	private static final long VAIN_NANOS = Duration.ofMillis(100).toNanos();

	private final String name;

	private final NodePools pools;

	private final long suspicionNanos;

	private final LongSupplier clock;

	private final RoutingDecision[] decisions;

	private final AtomicInteger inFlight = new AtomicInteger();

	private volatile double latencyNanos;

	private volatile long measuredNanos;

	private volatile long vainNanos;

	private volatile boolean suspected;

	private volatile long suspectedNanos;

	/**
	 * Access to one node.
	 * @param name the node's name
	 * @param pools opens its connections, whose failures the listener is told
	 * @param suspicion for how long it is left alone after a failure: until the monitor
	 * has had another look
	 * @param clock tells nanoseconds
	 */
	NodeAccess(String name, Function<PoolListener, NodePools> pools, Duration suspicion, LongSupplier clock) {
		this.name = name;
		this.suspicionNanos = suspicion.toNanos();
		this.clock = clock;
		this.measuredNanos = clock.getAsLong() - LONG_NANOS;
		this.decisions = Stream.of(Reason.values())
			.map((reason) -> new RoutingDecision(name, reason, Duration.ZERO))
			.toArray(RoutingDecision[]::new);
		this.pools = pools.apply((node, failure) -> suspect());
		this.vainNanos = clock.getAsLong() - VAIN_NANOS;
	}

	String name() {
		return this.name;
	}

	NodePools pools() {
		return this.pools;
	}

	/** A connection, within a moment or not at all. */
	Connection acquire(PoolPurpose purpose) throws SQLException {
		return this.pools.get(purpose).acquire();
	}

	/** Whether all connections for a purpose are in use, and no more will open. */
	boolean isSpent(PoolPurpose purpose) {
		return isAvailable() && this.pools.get(purpose).isFull();
	}

	RoutingDecision decision(Reason reason, long waitedNanos) {
		return (waitedNanos == 0) ? this.decisions[reason.ordinal()]
				: new RoutingDecision(this.name, reason, Duration.ofNanos(waitedNanos));
	}

	/**
	 * A connection of this node has failed: the others are replaced, and the node is left
	 * alone until it has been looked at.
	 */
	void suspect() {
		if (isAvailable()) {
			this.suspectedNanos = this.clock.getAsLong();
			this.suspected = true;
			this.pools.evict();
		}
	}

	/** Somebody has waited in vain for this node to catch up. */
	void waitedInVain() {
		this.vainNanos = this.clock.getAsLong();
	}

	/** Whether another wait may be worth it. */
	boolean isWorthWaitingFor() {
		return this.clock.getAsLong() - this.vainNanos >= VAIN_NANOS;
	}

	@Override
	public boolean isAvailable() {
		if (!this.suspected) {
			return true;
		}
		boolean over = this.clock.getAsLong() - this.suspectedNanos >= this.suspicionNanos;
		this.suspected = !over;
		return over;
	}

	/** A transaction has been given a connection; tells when. */
	long began() {
		this.inFlight.incrementAndGet();
		return this.clock.getAsLong();
	}

	/** A transaction has given its connection back. */
	void ended(long beganNanos) {
		this.inFlight.decrementAndGet();
		long now = this.clock.getAsLong();
		double weight = weight(now);
		this.latencyNanos = this.latencyNanos * weight + (now - beganNanos) * (1 - weight);
		this.measuredNanos = now;
	}

	/** What is left of the last measurement. */
	private double weight(long now) {
		return Math.exp((this.measuredNanos - now) / MEMORY_NANOS);
	}

	@Override
	public double cost() {
		double latency = this.latencyNanos * weight(this.clock.getAsLong());
		return Math.max(latency, LEAST_LATENCY_NANOS) * (this.inFlight.get() + 1);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
