package com.foobar.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All nodes of the cluster as they were last seen. Immutable.
 *
 * @param nodes the nodes in the order of their configuration, 1 to {@link #MAX_NODES},
 * each name once
 */
public record Topology(List<Node> nodes) {

	/** How many nodes there may be: as many as a choice of some of them has bits. */
	public static final int MAX_NODES = Long.SIZE;

	/**
	 * A snapshot of these nodes.
	 * @throws IllegalArgumentException if there are none or too many, or two have one
	 * name
	 */
	public Topology {
		nodes = List.copyOf(nodes);
		long names = nodes.stream().map(Node::name).distinct().count();
		if (nodes.isEmpty() || nodes.size() > MAX_NODES || names < nodes.size()) {
			throw new IllegalArgumentException(
					"A topology has 1 to %d nodes and each name once, not %s".formatted(MAX_NODES, nodes));
		}
	}

	/**
	 * The cluster before anybody has asked its nodes.
	 * @param names the configured names
	 * @return the snapshot, all nodes down
	 */
	public static Topology unseen(List<String> names) {
		return new Topology(names.stream().map(Node::unseen).toList());
	}

	/**
	 * The one node that takes writes. With two of them there is none: writing to either
	 * could be writing to the wrong one.
	 * @return the primary, if there is exactly one
	 */
	public Optional<Node> primary() {
		Node primary = null;
		for (int index = 0; index < this.nodes.size(); index++) {
			Node node = this.nodes.get(index);
			if (node.role() == Role.PRIMARY) {
				if (primary != null) {
					return Optional.empty();
				}
				primary = node;
			}
		}
		return Optional.ofNullable(primary);
	}

	/**
	 * All nodes that say they take writes: more than one is an emergency.
	 * @return none, one or more
	 */
	public List<Node> writable() {
		return this.nodes.stream().filter((node) -> node.role() == Role.PRIMARY).toList();
	}

	/**
	 * Whether any node says that it takes writes. Allocates nothing.
	 * @return whether there is at least one
	 */
	public boolean hasWritable() {
		for (int index = 0; index < this.nodes.size(); index++) {
			if (this.nodes.get(index).role() == Role.PRIMARY) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a node is fit to serve reads as a replica, however far behind. One that has
	 * not been compared with the primary yet is fit only where there is no primary to
	 * compare it with. Allocates nothing.
	 * @param node a node of this snapshot
	 * @return whether reads may go there
	 */
	public boolean isFit(Node node) {
		return node.role() == Role.REPLICA
				&& (node.health() == Health.UP || (node.health() == Health.CHECKING && !hasWritable()));
	}

	/**
	 * The nodes that are {@linkplain #isFit fit} to serve reads as replicas.
	 * @return the replicas, however far behind
	 */
	public Stream<Node> replicas() {
		return this.nodes.stream().filter(this::isFit);
	}

	/**
	 * A node by its name.
	 * @param name its configured name
	 * @return the node
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public Node node(String name) {
		return this.nodes.stream()
			.filter((node) -> node.name().equals(name))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"No node '%s' among %s".formatted(name, this.nodes.stream().map(Node::name).toList())));
	}

	/**
	 * This snapshot with one node seen anew.
	 * @param seen the node
	 * @return the snapshot
	 */
	public Topology with(Node seen) {
		node(seen.name());
		return new Topology(this.nodes.stream().map((node) -> node.name().equals(seen.name()) ? seen : node).toList());
	}

	/** Whether roles, health and identities are the same as in another snapshot. */
	boolean isLike(Topology other) {
		for (int index = 0; index < this.nodes.size(); index++) {
			if (!this.nodes.get(index).isLike(other.nodes.get(index))) {
				return false;
			}
		}
		return true;
	}

}
