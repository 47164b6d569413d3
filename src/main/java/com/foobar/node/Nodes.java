package com.foobar.node;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.foobar.decision.Refusal;
import com.foobar.position.Position;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import com.foobar.topology.Topology;
import com.foobar.topology.TopologyChangedEvent;
import org.jspecify.annotations.Nullable;

/**
 * The nodes and how to get at them, in the order of the topology. Safe for use by many
 * threads.
 */
public final class Nodes implements AutoCloseable {

	private final Consumer<TopologyChangedEvent> listener = this::changed;

	private final CurrentTopology topology;

	private final List<NodeAccess> accesses;

	private volatile @Nullable NodeAccess lastPrimary;

	/**
	 * Access to all nodes.
	 * @param topology what they are like, listened to until {@link #close()}
	 * @param accesses the nodes in the order of the topology, closed with this
	 * @throws IllegalArgumentException if these are not the nodes of the topology
	 */
	public Nodes(CurrentTopology topology, List<NodeAccess> accesses) {
		this.topology = topology;
		this.accesses = List.copyOf(accesses);
		requireSame(topology.get().nodes().stream().map(Node::name).toList(),
				accesses.stream().map(NodeAccess::name).toList());
		topology.addListener(this.listener);
	}

	private static void requireSame(List<String> seen, List<String> configured) {
		if (!seen.equals(configured)) {
			throw new IllegalArgumentException("The topology has nodes %s, not %s".formatted(seen, configured));
		}
	}

	/**
	 * What the nodes are like.
	 * @return the holder of the current snapshot
	 */
	public CurrentTopology current() {
		return this.topology;
	}

	/**
	 * All nodes.
	 * @return the nodes in the order of the topology
	 */
	public List<NodeAccess> accesses() {
		return this.accesses;
	}

	/**
	 * The node of a number.
	 * @param index its place in the topology, from 0
	 * @return the node
	 */
	public NodeAccess access(int index) {
		return this.accesses.get(index);
	}

	/**
	 * The node of a snapshot.
	 * @param node a node of the topology
	 * @return the node
	 * @throws IllegalArgumentException if there is none of its name
	 */
	public NodeAccess access(Node node) {
		for (NodeAccess access : this.accesses) {
			if (access.name().equals(node.name())) {
				return access;
			}
		}
		throw new IllegalArgumentException("No node '%s' among %s".formatted(node.name(), this.accesses));
	}

	/**
	 * The primary, unless it has just failed and nobody has looked at it since.
	 * @param snapshot what the nodes are like
	 * @return the primary, {@code null} if there is none to be used
	 */
	public @Nullable NodeAccess primary(Topology snapshot) {
		Node primary = snapshot.primary().orElse(null);
		NodeAccess access = (primary != null) ? access(primary) : null;
		return (access != null && access.isAvailable()) ? access : null;
	}

	/**
	 * How far a node had got when it was last asked.
	 * @param access the node
	 * @return its position in the current snapshot
	 */
	public Position position(NodeAccess access) {
		return this.topology.get().node(access.name()).position();
	}

	/**
	 * The primary for reads. Where two nodes take writes, this instance's were sent to
	 * the one that was the only one before, and nobody's are sent anywhere now: that one
	 * has them all.
	 * @param snapshot what the nodes are like
	 * @return the primary, {@code null} if there is none to be used
	 */
	public @Nullable NodeAccess primaryForReads(Topology snapshot) {
		NodeAccess primary = primary(snapshot);
		NodeAccess last = this.lastPrimary;
		return (primary == null && last != null && last.isAvailable() && isWritable(snapshot, last)) ? last : primary;
	}

	private static boolean isWritable(Topology snapshot, NodeAccess access) {
		return snapshot.node(access.name()).role() == Role.PRIMARY;
	}

	/**
	 * Why there is no primary.
	 * @return the reason by the current snapshot
	 */
	public Refusal noPrimary() {
		return (this.topology.get().writable().size() > 1) ? Refusal.TWO_PRIMARIES : Refusal.NO_PRIMARY;
	}

	/**
	 * All nodes that answer, replicas first.
	 * @return these nodes; all if none answers
	 */
	public List<NodeAccess> answering() {
		Topology snapshot = this.topology.get();
		List<NodeAccess> answering = Stream
			.concat(snapshot.replicas(), snapshot.nodes().stream().filter((node) -> node.health() == Health.UP))
			.distinct()
			.map(this::access)
			.toList();
		return answering.isEmpty() ? this.accesses : answering;
	}

	/**
	 * Lets go of connections that have lost their use: to a node that no longer answers
	 * or is another by now, and for writes anywhere but on the primary.
	 */
	private void changed(TopologyChangedEvent event) {
		Topology now = event.current();
		Node primary = now.primary().orElse(null);
		this.lastPrimary = (primary != null) ? access(primary) : this.lastPrimary;
		for (Node node : now.nodes()) {
			Node before = event.previous().node(node.name());
			NodeAccess access = access(node);
			if (isGone(before, node)) {
				access.pools().renew();
			}
			if (primary != null && !node.name().equals(primary.name())) {
				access.pools().cutWrites();
			}
		}
	}

	private static boolean isGone(Node before, Node now) {
		boolean died = now.health() == Health.DOWN && before.health() != Health.DOWN;
		return died || !(before.serverId().isEmpty() || before.serverId().equals(now.serverId()));
	}

	/** Closes all connections, and listens to the topology no more. */
	@Override
	public void close() {
		this.topology.removeListener(this.listener);
		this.accesses.parallelStream().forEach((access) -> access.pools().close());
	}

}
