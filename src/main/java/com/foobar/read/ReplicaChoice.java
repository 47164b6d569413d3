package com.foobar.read;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;

import com.foobar.node.Load;
import com.foobar.topology.Node;
import com.foobar.topology.Topology;

/**
 * Chooses the replica for a read: a function of the snapshot, of what the read must see
 * and of how busy the nodes are. Stateless; {@link #caughtUp}, the usual choice,
 * allocates nothing. Nodes are numbered in the order of the topology.
 */
final class ReplicaChoice {

	/** No node will do. */
	static final int NONE = -1;

	private ReplicaChoice() {
	}

	/**
	 * A replica that has all that the read must see: the preferred one, or else the
	 * cheaper of two that are drawn at random. Drawing two keeps instances from rushing
	 * at the same one, and yet from staying with a slow one (Mitzenmacher, "The Power of
	 * Two Choices in Randomized Load Balancing").
	 */
	static int caughtUp(Topology topology, ReadDemand demand, List<? extends Load> loads) {
		List<Node> nodes = topology.nodes();
		int first = NONE;
		int second = NONE;
		int seen = 0;
		for (int index = 0; index < nodes.size(); index++) {
			Node node = nodes.get(index);
			if (!demand.admits(topology, node) || !loads.get(index).isAvailable() || !demand.isMetBy(node)) {
				continue;
			}
			if (demand.prefers(node)) {
				return index;
			}
			seen++;
			int slot = (seen <= 2) ? seen - 1 : ThreadLocalRandom.current().nextInt(seen);
			first = (slot == 0) ? index : first;
			second = (slot == 1) ? index : second;
		}
		return cheaper(first, second, loads);
	}

	/**
	 * Idle nodes cost the same, and the places among the two are not drawn evenly.
	 */
	private static int cheaper(int first, int second, List<? extends Load> loads) {
		if (first == NONE || second == NONE) {
			return Math.max(first, second);
		}
		double difference = loads.get(second).cost() - loads.get(first).cost();
		boolean isSecond = difference < 0 || (difference == 0 && ThreadLocalRandom.current().nextBoolean());
		return isSecond ? second : first;
	}

	/** The replica that lacks least of what the read must see. */
	static int mostAdvanced(Topology topology, ReadDemand demand, List<? extends Load> loads) {
		return mostAdvanced(topology, demand, loads, demand::admits);
	}

	/**
	 * The replica that lacks least of all there is, however far behind and whether or not
	 * it still follows.
	 */
	static int leastStale(Topology topology, ReadDemand demand, List<? extends Load> loads) {
		return mostAdvanced(topology, demand.forEverything(topology), loads, demand::tolerates);
	}

	private static int mostAdvanced(Topology topology, ReadDemand demand, List<? extends Load> loads,
			BiPredicate<Topology, Node> condition) {
		List<Node> nodes = topology.nodes();
		int best = NONE;
		long least = Long.MAX_VALUE;
		for (int index = 0; index < nodes.size(); index++) {
			Node node = nodes.get(index);
			if (condition.test(topology, node) && loads.get(index).isAvailable()) {
				long missing = demand.missingFrom(node);
				if (best == NONE || missing < least) {
					best = index;
					least = missing;
				}
			}
		}
		return best;
	}

}
