package com.foobar.monitor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.foobar.probe.Observation;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Topology;

/**
 * Takes in what the polls find and makes the next snapshot of it. Safe for use by the
 * threads of all nodes: one finding is taken in after the other, under this object's
 * lock.
 */
final class Findings {

	private final CountDownLatch firstLook = new CountDownLatch(1);

	private final CurrentTopology current;

	private Cluster cluster = Cluster.UNSEEN;

	private boolean closed;

	Findings(CurrentTopology current) {
		this.current = current;
	}

	/** A node has answered. */
	synchronized void seen(String node, Observation seen) {
		Cluster next = this.cluster.seen(node, seen);
		publish(next, () -> this.current.update(node, seen.startedNanos(), (topology) -> next.next(topology, node)));
	}

	/** A node has not answered. */
	synchronized void lost(String node, String reason) {
		Cluster next = this.cluster.lost(node, reason);
		publish(next, () -> this.current.update((topology) -> next.next(topology, node)));
	}

	private void publish(Cluster next, Runnable update) {
		if (this.closed) {
			return;
		}
		this.cluster = next;
		update.run();
		if (isSettled(this.current.get())) {
			this.firstLook.countDown();
		}
	}

	/** Whether each node has been seen and, where that can be done, compared. */
	private static boolean isSettled(Topology topology) {
		boolean comparable = topology.primary().isPresent();
		return topology.nodes().stream().allMatch(Node::isSeen)
				&& (!comparable || topology.nodes().stream().noneMatch((node) -> node.health() == Health.CHECKING));
	}

	boolean awaitFirstLook(Duration timeout) throws InterruptedException {
		return this.firstLook.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	/** Takes in nothing more: whoever is about to report is too late. */
	synchronized void close() {
		this.closed = true;
	}

}
