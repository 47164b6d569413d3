package com.foobar.topology;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import com.foobar.position.Position;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The latest snapshot of the cluster, for everybody who chooses by it. Safe for use by
 * many threads: reading is one volatile read; changes come one after the other, and
 * listeners hear of them in that order, on the thread that made the change.
 */
public final class CurrentTopology {

	private static final Log logger = LogFactory.getLog(CurrentTopology.class);

	private final Lock lock = new ReentrantLock();

	private final Condition renewed = this.lock.newCondition();

	private final List<Consumer<TopologyChangedEvent>> listeners;

	private final Map<String, Long> looks = new ConcurrentHashMap<>();

	private volatile Topology topology;

	/**
	 * Begin with a cluster nobody has asked.
	 * @param nodes the configured names
	 * @param listeners told of each change; must be quick and must not throw
	 */
	public CurrentTopology(List<String> nodes, List<Consumer<TopologyChangedEvent>> listeners) {
		this.topology = Topology.unseen(nodes);
		this.listeners = new CopyOnWriteArrayList<>(listeners);
	}

	/**
	 * Tell one more of changes from now on, before all others.
	 * @param listener told of each change; must be quick and must not throw
	 */
	public void addListener(Consumer<TopologyChangedEvent> listener) {
		this.listeners.add(0, listener);
	}

	/**
	 * Tell one more of all that has changed since nobody had asked the nodes, and of
	 * changes from then on, after all others.
	 * @param listener told of each change; must be quick and must not throw
	 */
	public void addLateListener(Consumer<TopologyChangedEvent> listener) {
		this.lock.lock();
		try {
			Topology current = this.topology;
			Topology unseen = Topology.unseen(current.nodes().stream().map(Node::name).toList());
			if (!current.isLike(unseen)) {
				tell(listener, new TopologyChangedEvent(unseen, current));
			}
			this.listeners.add(listener);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tell one less.
	 * @param listener the one that was added
	 */
	public void removeListener(Consumer<TopologyChangedEvent> listener) {
		this.listeners.remove(listener);
	}

	/**
	 * The snapshot of this moment.
	 * @return the snapshot
	 */
	public Topology get() {
		return this.topology;
	}

	/**
	 * Whether a node has answered since a moment, and the snapshot follows from that.
	 * @param name the node
	 * @param nanos the moment, as {@link System#nanoTime()} tells it
	 * @return whether it was asked after that moment and has answered
	 */
	public boolean hasAnsweredSince(String name, long nanos) {
		Long asked = this.looks.get(name);
		return asked != null && asked - nanos > 0;
	}

	/**
	 * Replace the snapshot after a node has answered.
	 * @param name the node
	 * @param askedNanos when it was asked, as {@link System#nanoTime()} told it
	 * @param change makes the next snapshot of the current one
	 */
	public void update(String name, long askedNanos, UnaryOperator<Topology> change) {
		this.lock.lock();
		try {
			update(change);
			this.looks.put(name, askedNanos);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Replace the snapshot.
	 * @param change makes the next snapshot of the current one
	 */
	public void update(UnaryOperator<Topology> change) {
		this.lock.lock();
		try {
			Topology previous = this.topology;
			Topology current = change.apply(previous);
			this.topology = current;
			this.renewed.signalAll();
			if (!current.isLike(previous)) {
				TopologyChangedEvent event = new TopologyChangedEvent(previous, current);
				this.listeners.forEach((listener) -> tell(listener, event));
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void tell(Consumer<TopologyChangedEvent> listener, TopologyChangedEvent event) {
		try {
			listener.accept(event);
		}
		catch (RuntimeException ex) {
			logger.error(
					"A listener has failed to take in that the nodes are now %s".formatted(event.current().nodes()),
					ex);
		}
	}

	/**
	 * Wait for a snapshot. The condition is looked at with each one, which are many in a
	 * second, and so must be quick.
	 * @param condition what it must be like
	 * @param nanos longest time to wait in nanoseconds; none or less looks once
	 * @return whether the latest snapshot is like that
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	public boolean await(Predicate<Topology> condition, long nanos) throws InterruptedException {
		long remaining = nanos;
		this.lock.lockInterruptibly();
		try {
			while (!condition.test(this.topology)) {
				if (remaining <= 0) {
					return false;
				}
				remaining = this.renewed.awaitNanos(remaining);
			}
			return true;
		}
		finally {
			this.lock.unlock();
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
