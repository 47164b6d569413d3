package com.foobar.routing;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;

import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The time that a transaction without a node may still wait for one. Confined to the
 * thread of the transaction.
 */
final class Hold {

	private final CurrentTopology topology;

	private final long startNanos;

	private final long limitNanos;

	private boolean used;

	private long failingNanos;

	private @Nullable SQLException failure;

	Hold(CurrentTopology topology, Duration limit) {
		this.topology = topology;
		this.startNanos = System.nanoTime();
		this.limitNanos = limit.toNanos();
	}

	/** For how long it has been held back in nanoseconds, or zero if it has not been. */
	long waitedNanos() {
		return this.used ? System.nanoTime() - this.startNanos : 0;
	}

	Duration waited() {
		return Duration.ofNanos(waitedNanos());
	}

	/** Counts time that was spent waiting elsewhere. */
	void waitedElsewhere() {
		this.used = true;
	}

	/** How much of the time went into attempts that failed. */
	Duration failing() {
		return Duration.ofNanos(this.failingNanos);
	}

	/** Remembers why an attempt failed, and how long it took. */
	void failed(SQLException failure, long nanos) {
		this.used = true;
		this.failure = failure;
		this.failingNanos += nanos;
	}

	/**
	 * Waits for a snapshot that lets it go on.
	 * @return whether there was one in time
	 */
	boolean await(Predicate<Topology> condition) throws SQLException {
		this.used = true;
		try {
			return this.topology.await(condition, remaining());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SQLException("Interrupted while waiting for a node", ex);
		}
	}

	/** The end of it without a node, of which the listener is told. */
	NoNodeException refused(Refusal refusal, String wanted, RoutingListener listener) {
		Duration waited = waited();
		listener.refused(refusal, waited);
		return new NoNodeException(refusal, wanted, waited, this.topology.get(), this.failure);
	}

	private long remaining() {
		return this.limitNanos - (System.nanoTime() - this.startNanos);
	}

}
