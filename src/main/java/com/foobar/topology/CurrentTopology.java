package com.foobar.topology;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import com.foobar.position.Position;

/**
 * The latest snapshot of the cluster, for everybody who chooses by it. Safe for use by
 * many threads: reading is one volatile read; changes come one after the other, and
 * listeners hear of them in that order, on the thread that made the change.
 */
public final class CurrentTopology {

	private final Object monitor = new Object();

	private final List<Consumer<TopologyChangedEvent>> listeners;

	private volatile Topology topology;

	/**
	 * Begin with a cluster nobody has asked.
	 * @param nodes the configured names
	 * @param listeners told of each change; must be quick and must not throw
	 */
	public CurrentTopology(List<String> nodes, List<Consumer<TopologyChangedEvent>> listeners) {
		this.topology = Topology.unseen(nodes);
		this.listeners = List.copyOf(listeners);
	}

	/**
	 * The snapshot of this moment.
	 * @return the snapshot
	 */
	public Topology get() {
		return this.topology;
	}

	/**
	 * Replace the snapshot.
	 * @param change makes the next snapshot of the current one
	 */
	public void update(UnaryOperator<Topology> change) {
		synchronized (this.monitor) {
			Topology previous = this.topology;
			Topology current = change.apply(previous);
			this.topology = current;
			if (!current.isLike(previous)) {
				TopologyChangedEvent event = new TopologyChangedEvent(previous, current);
				this.listeners.forEach((listener) -> listener.accept(event));
			}
		}
	}

	/**
	 * Take in that a node has been found to have got further than the snapshot knows.
	 * @param name the node
	 * @param serverId the identity it had when that was found; ignored if it has another
	 * by now
	 * @param position what its history reaches as well
	 */
	public void reached(String name, String serverId, Position position) {
		update((topology) -> {
			Node node = topology.node(name);
			return node.serverId().equals(serverId) ? topology.with(node.reaching(position)) : topology;
		});
	}

}
