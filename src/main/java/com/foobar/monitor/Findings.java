package com.foobar.monitor;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

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
		publish(node, this.cluster.seen(node, seen),
				(change) -> this.current.update(node, seen.startedNanos(), change));
	}

	/** A node has not answered. */
	synchronized void lost(String node, String reason) {
		publish(node, this.cluster.lost(node, reason), this.current::update);
	}

	private void publish(String asked, Cluster next, Consumer<UnaryOperator<Topology>> update) {
		if (this.closed) {
			return;
		}
		this.cluster = next;
		update.accept((topology) -> next.next(topology, asked));
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
