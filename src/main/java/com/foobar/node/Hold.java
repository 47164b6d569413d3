package com.foobar.node;

import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;

import com.foobar.decision.NoNodeException;
import com.foobar.decision.Refusal;
import com.foobar.decision.RoutingListener;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The time that a transaction without a node may still wait for one. Confined to the
 * thread of the transaction.
 */
public final class Hold {

	private final CurrentTopology topology;

	private final long startNanos;

	private final long limitNanos;

	private boolean used;

	private long failingNanos;

	private @Nullable SQLException failure;

	/**
	 * A hold that begins now.
	 * @param topology what the nodes are like
	 * @param limit how long it may last, no less than zero
	 */
	public Hold(CurrentTopology topology, Duration limit) {
		this.topology = topology;
		this.startNanos = System.nanoTime();
		this.limitNanos = limit.toNanos();
	}

	/**
	 * For how long the transaction has been held back.
	 * @return the time in nanoseconds, zero if it has not been
	 */
	public long waitedNanos() {
		return this.used ? System.nanoTime() - this.startNanos : 0;
	}

	Duration waited() {
		return Duration.ofNanos(waitedNanos());
	}

	/** Counts time that was spent waiting elsewhere. */
	public void waitedElsewhere() {
		this.used = true;
	}

	/**
	 * How much of the time went into attempts that failed, since they last began anew.
	 * @return the sum of their times
	 */
	public Duration failing() {
		return Duration.ofNanos(this.failingNanos);
	}

	/**
	 * Remembers why an attempt failed, and how long it took.
	 * @param failure why
	 * @param nanos how long, in nanoseconds
	 */
	public void failed(SQLException failure, long nanos) {
		this.used = true;
		this.failure = failure;
		this.failingNanos += nanos;
	}

	/**
	 * Begins anew with another node: what the one before could not give says nothing of
	 * it.
	 */
	public void beginAnew() {
		this.failingNanos = 0;
	}

	/**
	 * Waits for a snapshot that lets it go on.
	 * @param condition tells such a snapshot
	 * @return whether there was one in time
	 * @throws SQLException if the thread is interrupted, which it then stays
	 */
	public boolean await(Predicate<Topology> condition) throws SQLException {
		this.used = true;
		try {
			return this.topology.await(condition, remaining());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new SQLException("Interrupted while waiting for a node", ex);
		}
	}

	/**
	 * The end of it without a node, of which the listener is told.
	 * @param refusal why there is none
	 * @param wanted what was looked for, such as {@code primary for a transaction}
	 * @param listener told of the refusal
	 * @return what to throw, with the last failure as its cause
	 */
	public NoNodeException refused(Refusal refusal, String wanted, RoutingListener listener) {
		Duration waited = waited();
		listener.refused(refusal, waited);
		return new NoNodeException(refusal, wanted, waited, this.topology.get(), this.failure);
	}

	private long remaining() {
		return this.limitNanos - (System.nanoTime() - this.startNanos);
	}

}
