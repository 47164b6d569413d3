package com.foobar.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.foobar.connection.Intent;
import com.foobar.connection.Lease;
import com.foobar.consistency.Consistency;
import com.foobar.consistency.Consistency.Mode;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.decision.NoNodeException;
import com.foobar.decision.Reason;
import com.foobar.decision.Refusal;
import com.foobar.node.Hold;
import com.foobar.node.Load;
import com.foobar.node.NodeAccess;
import com.foobar.node.Nodes;
import com.foobar.pool.PoolPurpose;
import com.foobar.topology.Node;
import com.foobar.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Leads one read to a node that has what it must see. Confined to the thread of its
 * transaction.
 * <p>
 * Each step that cannot serve the read, or has no connection left for it, leaves it to
 * the next: a replica that has everything, one that gets it within a short wait, the
 * primary. While there is no primary to fall back on, or all connections are taken, they
 * are gone through again. The first step by itself, {@link #atFirstGlance}, is what
 * nearly all reads come to.
 */
public final class ReadRoute {

	/**
	 * A lag of two seconds is not caught up within a short wait. One of a second may be
	 * none: the server rounds the difference of the two clocks when it connects.
	 */
	private static final Duration FAR = Duration.ofSeconds(2);

	private final ReadContext context;

	private final Nodes nodes;

	private final PoolPurpose purpose;

	private final @Nullable ConsistencyScope scope;

	private final Hold hold;

	private ReadDemand demand;

	private boolean waited;

	/** The nodes that have given no connection since all were last gone through. */
	private Set<NodeAccess> tried = Set.of();

	private ReadRoute(ReadContext context, PoolPurpose purpose, @Nullable ConsistencyScope scope, ReadDemand demand) {
		this.context = context;
		this.nodes = context.nodes();
		this.purpose = purpose;
		this.scope = scope;
		this.demand = demand;
		this.hold = new Hold(this.nodes.current(), context.settings().hold());
	}

	/**
	 * A connection for a read that begins now on this thread, within the
	 * {@link ConsistencyScope} of the thread if there is one.
	 * @param context what all reads have in common
	 * @param intent {@link Intent#READ_ONLY} or {@link Intent#READ_COMMITTED}
	 * @return the connection, to be ended by the caller
	 * @throws SQLException if no node can serve it in time, as a rule a
	 * {@link NoNodeException}
	 */
	public static Lease lease(ReadContext context, Intent intent) throws SQLException {
		PoolPurpose purpose = (intent == Intent.READ_COMMITTED) ? PoolPurpose.READ_COMMITTED : PoolPurpose.READ_ONLY;
		ConsistencyScope scope = ConsistencyScope.current();
		Consistency consistency = (scope != null) ? scope.consistency() : context.consistency().mode();
		ReadDemand demand = ReadDemand.of(consistency, scope, context.consistency().maxLag());
		if (consistency.mode() == Mode.STRONG) {
			return new ReadRoute(context, purpose, scope, demand).primary(Reason.STRONG, purpose);
		}
		if (consistency.mode() == Mode.SESSION && isPinned(scope)) {
			return new ReadRoute(context, purpose, scope, demand).primary(Reason.PINNED, PoolPurpose.FALLBACK_READ);
		}
		return context.settings().sharesPrimary() ? new ReadRoute(context, purpose, scope, demand).any()
				: atFirstGlance(context, purpose, scope, demand);
	}

	private static boolean isPinned(@Nullable ConsistencyScope scope) {
		Instant until = (scope != null) ? scope.token().pinnedUntil() : null;
		return until != null && Instant.now().isBefore(until);
	}

	private static ReadLease atFirstGlance(ReadContext context, PoolPurpose purpose, @Nullable ConsistencyScope scope,
			ReadDemand demand) throws SQLException {
		Nodes nodes = context.nodes();
		int chosen = ReplicaChoice.caughtUp(nodes.current().get(), demand, nodes.accesses());
		if (chosen == ReplicaChoice.NONE) {
			return new ReadRoute(context, purpose, scope, demand).any();
		}
		NodeAccess node = nodes.access(chosen);
		try {
			Connection connection = node.acquire(purpose);
			ReadLease lease = newLease(context, node, connection, purpose, scope);
			lease.announce();
			context.listener().routed(node.decision(Reason.REPLICA, 0));
			return lease;
		}
		catch (SQLException ex) {
			ReadRoute route = new ReadRoute(context, purpose, scope, demand);
			route.failed(node, ex, 0);
			return route.any();
		}
	}

	/** The primary and no other node. */
	private ReadLease primary(Reason reason, PoolPurpose purpose) throws SQLException {
		while (true) {
			ReadLease lease = onPrimary(this.nodes.current().get(), reason, purpose);
			if (lease != null) {
				return lease;
			}
			if (isOutOfTime()) {
				throw refused(Refusal.NO_CONNECTION);
			}
			if (!this.hold.await((snapshot) -> this.nodes.primaryForReads(snapshot) != null)) {
				throw refused(this.nodes.noPrimary());
			}
		}
	}

	private ReadLease any() throws SQLException {
		while (true) {
			ReadLease lease = any(this.nodes.current().get());
			if (lease != null) {
				return lease;
			}
			if (isOutOfTime()) {
				return exhausted(Refusal.NO_CONNECTION);
			}
			this.tried = Set.of();
			if (!this.hold.await(this::isServable)) {
				return exhausted(Refusal.NO_REPLICA);
			}
		}
	}

	private @Nullable ReadLease any(Topology snapshot) throws SQLException {
		ReadLease lease = onSharingPrimary(snapshot);
		if (lease == null) {
			lease = onReplica(snapshot);
		}
		if (lease == null) {
			lease = onReplicaInAMoment(snapshot);
		}
		return (lease != null) ? lease : onPrimary(snapshot, Reason.FALLBACK, PoolPurpose.FALLBACK_READ);
	}

	private boolean isServable(Topology snapshot) {
		return this.nodes.primaryForReads(snapshot) != null || caughtUp(snapshot) != ReplicaChoice.NONE;
	}

	private int caughtUp(Topology snapshot) {
		return ReplicaChoice.caughtUp(snapshot, this.demand, this.nodes.accesses());
	}

	/** A node whose connections are all taken has none a moment later either. */
	private List<? extends Load> untried() {
		List<NodeAccess> all = this.nodes.accesses();
		return this.tried.isEmpty() ? all
				: all.stream().map((node) -> this.tried.contains(node) ? Load.NONE : node).toList();
	}

	/** A visitor who has been served by one node stays there, be it the primary. */
	private @Nullable ReadLease onSharingPrimary(Topology snapshot) throws SQLException {
		NodeAccess primary = this.context.settings().sharesPrimary() ? this.nodes.primaryForReads(snapshot) : null;
		String before = this.demand.node();
		boolean shares = primary != null
				&& ((before != null) ? before.equals(primary.name()) : this.context.settings().drawsPrimary());
		ReadLease lease = (shares && primary != null) ? lease(primary, this.purpose) : null;
		return (lease != null && primary != null) ? toldIfComplete(primary, lease, snapshot, Reason.SHARE) : null;
	}

	private @Nullable ReadLease onReplica(Topology snapshot) throws SQLException {
		int chosen = ReplicaChoice.caughtUp(snapshot, this.demand, untried());
		while (chosen != ReplicaChoice.NONE) {
			ReadLease lease = lease(this.nodes.access(chosen), this.purpose);
			if (lease != null) {
				return told(lease, Reason.REPLICA);
			}
			chosen = ReplicaChoice.caughtUp(snapshot, this.demand, untried());
		}
		return null;
	}

	/** Once for each read. What nobody has ever heard of is not waited for. */
	private @Nullable ReadLease onReplicaInAMoment(Topology snapshot) throws SQLException {
		if (this.waited || this.demand.position().isEmpty()) {
			return null;
		}
		this.waited = true;
		ReadDemand known = this.demand.within(snapshot);
		if (known != this.demand) {
			this.demand = known;
			this.context.listener().positionIgnored();
			ReadLease lease = onReplica(snapshot);
			if (lease != null) {
				return lease;
			}
		}
		int nearest = ReplicaChoice.mostAdvanced(snapshot, this.demand, untried());
		return (nearest != ReplicaChoice.NONE) ? afterCatchUp(snapshot.nodes().get(nearest)) : null;
	}

	private @Nullable ReadLease afterCatchUp(Node node) throws SQLException {
		NodeAccess access = this.nodes.access(node);
		ReadLease lease = isNear(node, access) ? lease(access, this.purpose) : null;
		if (lease == null) {
			return null;
		}
		if (catchesUp(lease)) {
			this.nodes.current().reached(node.name(), node.serverId(), this.demand.position());
			return told(lease, Reason.CAUGHT_UP);
		}
		lease.giveBack();
		access.waitedInVain();
		this.context.listener().waitedInVain(node.name());
		return null;
	}

	private static boolean isNear(Node node, NodeAccess access) {
		Duration lag = node.lag();
		return lag != null && (lag.isZero() || (lag.compareTo(FAR) < 0 && access.isWorthWaitingFor()));
	}

	private boolean catchesUp(ReadLease lease) {
		long start = System.nanoTime();
		try {
			boolean result = CatchUp.await(lease.connection(), this.demand.position(),
					this.context.settings().catchUp());
			this.hold.waitedElsewhere();
			return result;
		}
		catch (SQLException ex) {
			this.hold.failed(ex, System.nanoTime() - start);
			return false;
		}
	}

	private @Nullable ReadLease onPrimary(Topology snapshot, Reason reason, PoolPurpose purpose) throws SQLException {
		NodeAccess primary = this.nodes.primaryForReads(snapshot);
		Connection connection = (primary != null) ? acquire(primary, purpose) : null;
		if (primary == null || connection == null) {
			boolean spent = primary != null && primary.isSpent(purpose) && reason == Reason.FALLBACK
					&& caughtUp(snapshot) == ReplicaChoice.NONE;
			return spent ? exhausted(Refusal.FALLBACK_EXHAUSTED) : null;
		}
		ReadLease lease = new PrimaryReadLease(primary, connection, purpose.isTransactional(), this.scope);
		return toldIfComplete(primary, lease, snapshot, reason);
	}

	private @Nullable ReadLease toldIfComplete(NodeAccess primary, ReadLease lease, Topology snapshot, Reason reason)
			throws SQLException {
		if (hasAll(primary, lease, snapshot)) {
			return told(lease, reason);
		}
		lease.giveBack();
		return null;
	}

	/**
	 * Whether a primary has what the read must see. It has as a rule, though it may have
	 * been asked before the visitor wrote that. One that lacks it may have been replaced
	 * without anybody having noticed yet, so it is looked at again for as long as that
	 * may take; if it still is the primary then, what it lacks is lost.
	 */
	private boolean hasAll(NodeAccess primary, ReadLease lease, Topology snapshot) {
		Node node = snapshot.node(primary.name());
		if (this.demand.isMetBy(node)) {
			return true;
		}
		this.demand = this.demand.within(snapshot);
		if (this.demand.isMetBy(node) || catchesUp(lease)) {
			return true;
		}
		boolean lost = this.hold.waitedNanos() >= this.context.settings().unnoticed().toNanos();
		if (lost) {
			this.context.listener().positionIgnored();
		}
		return lost;
	}

	/** Nobody can serve the read as it should be. */
	private ReadLease exhausted(Refusal refusal) throws SQLException {
		int nearest = (this.context.settings().servesStale())
				? ReplicaChoice.leastStale(this.nodes.current().get(), this.demand, untried()) : ReplicaChoice.NONE;
		NodeAccess node = (nearest != ReplicaChoice.NONE) ? this.nodes.access(nearest) : null;
		Connection connection = (node != null) ? attempt(node, this.purpose) : null;
		if (node == null || connection == null) {
			throw refused(refusal);
		}
		return told(newLease(this.context, node, connection, this.purpose, this.scope), Reason.STALE);
	}

	private @Nullable ReadLease lease(NodeAccess node, PoolPurpose purpose) throws SQLException {
		Connection connection = acquire(node, purpose);
		return (connection != null) ? newLease(this.context, node, connection, purpose, this.scope) : null;
	}

	/** With a primary and one replica there is nothing to choose by what they cost. */
	private static ReadLease newLease(ReadContext context, NodeAccess node, Connection connection, PoolPurpose purpose,
			@Nullable ConsistencyScope scope) {
		boolean transactional = purpose.isTransactional();
		return (context.nodes().accesses().size() > 2) ? new MeasuredReadLease(node, connection, transactional, scope)
				: new ReadLease(node, connection, transactional, scope);
	}

	private @Nullable Connection acquire(NodeAccess node, PoolPurpose purpose) throws SQLException {
		return isOutOfTime() ? null : attempt(node, purpose);
	}

	private boolean isOutOfTime() {
		return this.hold.failing().compareTo(this.context.settings().acquireTimeout()) >= 0;
	}

	private @Nullable Connection attempt(NodeAccess node, PoolPurpose purpose) throws SQLException {
		long start = System.nanoTime();
		try {
			return node.acquire(purpose);
		}
		catch (SQLException ex) {
			failed(node, ex, System.nanoTime() - start);
			return null;
		}
	}

	/**
	 * A node has given no connection within a moment: because all are taken, or because
	 * none can be opened, and then the node is to be left alone.
	 */
	private void failed(NodeAccess node, SQLException failure, long nanos) throws SQLException {
		if (failure instanceof SQLNonTransientConnectionException) {
			throw failure;
		}
		this.hold.failed(failure, nanos);
		if (this.tried.isEmpty()) {
			this.tried = new HashSet<>();
		}
		this.tried.add(node);
		if (failure.getCause() != null) {
			node.suspect();
		}
	}

	private ReadLease told(ReadLease lease, Reason reason) {
		lease.announce();
		this.context.listener().routed(lease.access().decision(reason, this.hold.waitedNanos()));
		return lease;
	}

	private NoNodeException refused(Refusal refusal) {
		return this.hold.refused(refusal, "node for a read", this.context.listener());
	}

}
