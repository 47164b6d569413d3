package com.foobar.node;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import com.foobar.decision.Reason;
import com.foobar.decision.RoutingDecision;
import com.foobar.pool.Failures;
import com.foobar.pool.NodePools;
import com.foobar.pool.PoolListener;
import com.foobar.pool.PoolPurpose;
import com.foobar.topology.CurrentTopology;

/**
 * One node as transactions use it: its connections and how busy they are. Safe for use by
 * many threads; what two of them measure in the same moment may count once.
 */
public final class NodeAccess implements Load {

	/** For how long nobody waits for a node that somebody has just waited for in vain. */
	private static final long VAIN_NANOS = Duration.ofMillis(100).toNanos();

	private static final Duration LONGEST_SUSPICION = Duration.ofSeconds(1);

	private final String name;

	private final NodePools pools;

	private final LongSupplier clock;

	private final Suspicion suspicion;

	private final LoadMeter meter;

	private final RoutingDecision[] decisions;

	private volatile long vainNanos;

	/**
	 * Access to one node.
	 * @param name the node's name
	 * @param pools opens its connections, whose failures the listener is told
	 * @param topology tells when it has been looked at
	 * @param suspicion for how long it is left alone after a failure; where it has
	 * refused a write and nobody has looked at it by then, until somebody has, but no
	 * longer than a second in all
	 * @param clock tells nanoseconds as the topology's keeper does
	 */
	public NodeAccess(String name, Function<PoolListener, NodePools> pools, CurrentTopology topology,
			Duration suspicion, LongSupplier clock) {
		this.name = name;
		this.clock = clock;
		this.suspicion = new Suspicion(suspicion, LONGEST_SUSPICION, (since) -> topology.hasAnsweredSince(name, since),
				clock);
		this.meter = new LoadMeter(clock);
		this.decisions = Stream.of(Reason.values())
			.map((reason) -> new RoutingDecision(name, reason, Duration.ZERO))
			.toArray(RoutingDecision[]::new);
		this.pools = pools.apply((node, failure) -> suspect(Failures.isReadOnlyServer(failure)));
		this.vainNanos = clock.getAsLong() - VAIN_NANOS;
	}

	/**
	 * Its name.
	 * @return the configured one
	 */
	public String name() {
		return this.name;
	}

	NodePools pools() {
		return this.pools;
	}

	/**
	 * A connection, within a moment or not at all.
	 * @param purpose what it is for
	 * @return the connection, to be closed by the caller
	 * @throws SQLException if there is none within that moment
	 */
	public Connection acquire(PoolPurpose purpose) throws SQLException {
		return this.pools.get(purpose).acquire();
	}

	/**
	 * Whether all connections for a purpose are in use, and no more will open.
	 * @param purpose what they are for
	 * @return whether it is so, {@code false} where it is suspected
	 */
	public boolean isSpent(PoolPurpose purpose) {
		return isAvailable() && this.pools.get(purpose).isFull();
	}

	/**
	 * The decision to send a transaction here. Allocates nothing where it did not wait.
	 * @param reason why it was this node
	 * @param waitedNanos how long it was held back
	 * @return the decision
	 */
	public RoutingDecision decision(Reason reason, long waitedNanos) {
		return (waitedNanos == 0) ? this.decisions[reason.ordinal()]
				: new RoutingDecision(this.name, reason, Duration.ofNanos(waitedNanos));
	}

	/**
	 * A connection of this node has failed: the others are replaced, and the node is left
	 * alone for a moment.
	 */
	public void suspect() {
		suspect(false);
	}

	private void suspect(boolean refused) {
		if (this.suspicion.begin(refused)) {
			this.pools.evict();
		}
	}

	@Override
	public boolean isAvailable() {
		return !this.suspicion.isHeld();
	}

	/** Somebody has waited in vain for this node to catch up. */
	public void waitedInVain() {
		this.vainNanos = this.clock.getAsLong();
	}

	/**
	 * Whether another wait may be worth it.
	 * @return {@code false} for 100 ms after {@link #waitedInVain()}
	 */
	public boolean isWorthWaitingFor() {
		return this.clock.getAsLong() - this.vainNanos >= VAIN_NANOS;
	}

	/**
	 * A transaction has been given a connection.
	 * @return when, in nanoseconds, for {@link #ended}
	 */
	public long began() {
		return this.meter.began();
	}

	/**
	 * A transaction has given its connection back.
	 * @param beganNanos what {@link #began()} has told
	 */
	public void ended(long beganNanos) {
		this.meter.ended(beganNanos);
	}

	@Override
	public double cost() {
		return this.meter.cost();
	}

	@Override
	public String toString() {
		return this.name;
	}

}
