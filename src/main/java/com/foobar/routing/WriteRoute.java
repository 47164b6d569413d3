package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;

import com.foobar.connection.Lease;
import com.foobar.decision.NoNodeException;
import com.foobar.decision.Reason;
import com.foobar.decision.Refusal;
import com.foobar.decision.RoutingListener;
import com.foobar.node.Hold;
import com.foobar.node.NodeAccess;
import com.foobar.node.Nodes;
import com.foobar.pool.PoolPurpose;
import org.jspecify.annotations.Nullable;

/**
 * Leads transactions to the primary, and holds them back while there is none. Safe for
 * use by many threads.
 */
final class WriteRoute {

	private final Nodes nodes;

	private final Duration hold;

	private final Duration acquireTimeout;

	private final Duration pin;

	private final RoutingListener listener;

	WriteRoute(Nodes nodes, RoutingProperties properties, Duration pin, RoutingListener listener) {
		this.nodes = nodes;
		this.hold = properties.writeHold();
		this.acquireTimeout = properties.pool().acquireTimeout();
		this.pin = pin;
		this.listener = listener;
	}

	/** A connection to the primary for a transaction that writes. */
	Lease write(boolean autoCommit) throws SQLException {
		return lease(Reason.WRITE, autoCommit);
	}

	/**
	 * A connection to the primary for a transaction that takes locks and nothing else.
	 */
	Lease lock(boolean autoCommit) throws SQLException {
		return lease(Reason.LOCK, autoCommit).refusingWrites();
	}

	private WriteLease lease(Reason reason, boolean autoCommit) throws SQLException {
		Hold hold = new Hold(this.nodes.current(), this.hold);
		NodeAccess before = null;
		while (true) {
			NodeAccess primary = this.nodes.primary(this.nodes.current().get());
			if (primary != null && primary != before) {
				hold.beginAnew();
				before = primary;
			}
			WriteLease lease = (primary != null) ? attempt(primary, reason, autoCommit, hold) : null;
			if (lease != null) {
				return lease;
			}
			if (primary == null && !hold.await((snapshot) -> this.nodes.primary(snapshot) != null)) {
				throw refused(this.nodes.noPrimary(), hold);
			}
			if (hold.failing().compareTo(this.acquireTimeout) >= 0 && isPrimary(primary)) {
				throw refused(Refusal.NO_CONNECTION, hold);
			}
		}
	}

	/**
	 * Whether it still is: a frozen one gives no connection, and in the time that takes
	 * it may have been found to be down.
	 */
	private boolean isPrimary(@Nullable NodeAccess node) {
		return node != null && node == this.nodes.primary(this.nodes.current().get());
	}

	private @Nullable WriteLease attempt(NodeAccess primary, Reason reason, boolean autoCommit, Hold hold)
			throws SQLException {
		long start = System.nanoTime();
		try {
			Connection connection = primary.acquire(PoolPurpose.READ_WRITE);
			WriteLease lease = WriteLease.of(this.nodes, primary, connection, this.pin, this.listener, autoCommit);
			this.listener.routed(primary.decision(reason, hold.waitedNanos()));
			return lease;
		}
		catch (SQLNonTransientConnectionException ex) {
			throw ex;
		}
		catch (SQLException ex) {
			hold.failed(ex, System.nanoTime() - start);
			return null;
		}
	}

	private NoNodeException refused(Refusal refusal, Hold hold) {
		return hold.refused(refusal, "primary for a transaction", this.listener);
	}

}
