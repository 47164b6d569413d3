package com.foobar.read;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import com.foobar.consistency.Consistency;
import com.foobar.consistency.Consistency.Mode;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import com.foobar.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * What a replica must have to serve a read. Immutable.
 *
 * @param position what it must have executed
 * @param maxLag how far behind it may be
 * @param bounded whether the caller named that lag, so that it counts even where nothing
 * fresher can be had
 * @param node the node that has served the visitor before, {@code null} if there is none
 * @param tied whether no other replica will do
 */
record ReadDemand(Position position, Duration maxLag, boolean bounded, @Nullable String node, boolean tied) {

	/** What a read in this scope asks for. */
	static ReadDemand of(Consistency consistency, @Nullable ConsistencyScope scope, Duration maxLag) {
		Duration bound = consistency.maxLag();
		boolean session = scope != null && consistency.mode() == Mode.SESSION;
		Position position = (session && scope != null) ? scope.token().position() : GtidSet.EMPTY;
		String node = (scope != null) ? scope.node() : null;
		return new ReadDemand(position, (bound != null) ? bound : maxLag, bound != null, node, session && node != null);
	}

	/** Whether the node serves this read as a replica and is not too far behind. */
	boolean admits(Topology topology, Node node) {
		if (!topology.isFit(node) || (this.tied && !prefers(node))) {
			return false;
		}
		boolean judged = this.bounded || topology.hasWritable();
		return !judged || isWithinMaxLag(node);
	}

	/**
	 * Whether the node may serve this read where only a stale answer is left: also when
	 * it has stopped to follow, but not when it may have what nobody should see, or has
	 * nothing at all.
	 */
	boolean tolerates(Topology topology, Node node) {
		boolean stopped = node.role() == Role.REPLICA && node.health() == Health.BROKEN && !node.position().isEmpty();
		return (stopped || topology.isFit(node)) && (!this.bounded || isWithinMaxLag(node));
	}

	private boolean isWithinMaxLag(Node node) {
		Duration lag = node.lag();
		return lag != null && lag.compareTo(this.maxLag) <= 0;
	}

	/** Whether the node has served the visitor before. */
	boolean prefers(Node node) {
		return node.name().equals(this.node);
	}

	/** Whether the node has all that the read must see. */
	boolean isMetBy(Node node) {
		return node.position().contains(this.position);
	}

	/** How many transactions of that it lacks. */
	long missingFrom(Node node) {
		boolean comparable = this.position.isEmpty() || node.position().isEmpty()
				|| node.position().getClass() == this.position.getClass();
		return comparable ? this.position.leadOver(node.position()) : Long.MAX_VALUE;
	}

	/**
	 * This demand without what no node of the cluster has ever heard of: the token of a
	 * cluster that was made anew, say.
	 */
	ReadDemand within(Topology topology) {
		Set<String> known = new HashSet<>();
		for (Node node : topology.nodes()) {
			known.add(node.serverId());
			known.addAll(node.position().sources());
		}
		Position retained = this.position.retain(known);
		return (retained == this.position) ? this
				: new ReadDemand(retained, this.maxLag, this.bounded, this.node, this.tied);
	}

	/** This demand for all that the primary has, where there is one. */
	ReadDemand forEverything(Topology topology) {
		Position everything = topology.primary().map(Node::position).orElse(this.position);
		return new ReadDemand(everything, this.maxLag, this.bounded, this.node, this.tied);
	}

}
