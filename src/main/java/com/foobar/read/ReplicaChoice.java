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
 * allocates nothing. Nodes are numbered in the order of the topology, and some of them
 * are the bits of a {@code long}, which has as many as there may be nodes.
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
		long candidates = candidates(topology, demand, loads);
		int preferred = preferred(topology, demand, candidates);
		if (preferred != NONE) {
			return preferred;
		}
		int first = NONE;
		while (candidates != 0) {
			int drawn = draw(candidates);
			candidates &= ~(1L << drawn);
			if (demand.isMetBy(topology.nodes().get(drawn))) {
				if (first != NONE) {
					return cheaper(first, drawn, loads);
				}
				first = drawn;
			}
		}
		return first;
	}

	/**
	 * The nodes that may serve the read if they have what it must see, one bit each: that
	 * costs most to tell, and need not be told of all.
	 */
	private static long candidates(Topology topology, ReadDemand demand, List<? extends Load> loads) {
		List<Node> nodes = topology.nodes();
		long candidates = 0;
		for (int index = 0; index < nodes.size(); index++) {
			if (demand.admits(topology, nodes.get(index)) && loads.get(index).isAvailable()) {
				candidates |= 1L << index;
			}
		}
		return candidates;
	}

	private static int preferred(Topology topology, ReadDemand demand, long candidates) {
		for (long rest = candidates; rest != 0; rest &= rest - 1) {
			int index = Long.numberOfTrailingZeros(rest);
			Node node = topology.nodes().get(index);
			if (demand.prefers(node) && demand.isMetBy(node)) {
				return index;
			}
		}
		return NONE;
	}

	/** One of the bits, each as likely as the others. */
	private static int draw(long candidates) {
		int count = Long.bitCount(candidates);
		long rest = candidates;
		for (int skipped = (count > 1) ? ThreadLocalRandom.current().nextInt(count) : 0; skipped > 0; skipped--) {
			rest &= rest - 1;
		}
		return Long.numberOfTrailingZeros(rest);
	}

	private static int cheaper(int first, int second, List<? extends Load> loads) {
		return (loads.get(second).cost() < loads.get(first).cost()) ? second : first;
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
