package com.foobar.read;

import java.time.Duration;
import java.util.List;

import com.foobar.node.Load;
import com.foobar.position.Position;
import com.foobar.topology.Topology;

/**
 * The choice of the node for a read: all that the benchmarks know of how it is made. Safe
 * for use by many threads.
 */
public final class ReadDecision {

	private final Topology topology;

	private final ReadDemand demand;

	private final List<Load> loads;

	/**
	 * Choices for reads that ask for the same.
	 * @param topology the nodes
	 * @param required what must be seen
	 */
	public ReadDecision(Topology topology, Position required) {
		this.topology = topology;
		this.demand = new ReadDemand(required, Duration.ofSeconds(10), false, null, false);
		this.loads = topology.nodes().stream().<Load>map((node) -> new Idle()).toList();
	}

	/**
	 * One of the replicas that have what is asked for.
	 * @return the number of the node, negative if none has it
	 */
	public int choose() {
		return ReplicaChoice.caughtUp(this.topology, this.demand, this.loads);
	}

	private static final class Idle implements Load {

		@Override
		public boolean isAvailable() {
			return true;
		}

		@Override
		public double cost() {
			return 1;
		}

	}

}
