package com.foobar.monitor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.BiFunction;

import com.foobar.topology.Node;
import com.foobar.topology.Topology;

/**
 * What is known of all nodes that have been asked. Immutable; what follows from an
 * observation is a function of it and of this alone.
 *
 * @param standings each node's standing by its name
 */
record Cluster(Map<String, Standing> standings) {

	/** The cluster before any node has been asked. */
	static final Cluster UNSEEN = new Cluster(Map.of());

	Cluster {
		standings = Map.copyOf(standings);
	}

	/** This cluster after a node has answered. */
	Cluster seen(String name, Observation seen) {
		return with(name, standing(name).seen(seen)).concluding(name);
	}

	/** This cluster after a node has failed to answer. */
	Cluster lost(String name, String reason) {
		return with(name, standing(name).lost(reason));
	}

	private Standing standing(String name) {
		return this.standings.getOrDefault(name, Standing.UNSEEN);
	}

	private Cluster with(String name, Standing standing) {
		Map<String, Standing> result = new HashMap<>(this.standings);
		result.put(name, standing);
		return new Cluster(result);
	}

	/** With two primaries nothing can be concluded: either could be the wrong one. */
	private Cluster concluding(String seen) {
		List<Entry<String, Standing>> primaries = this.standings.entrySet()
			.stream()
			.filter((entry) -> entry.getValue().isPrimary())
			.toList();
		return switch (primaries.size()) {
			case 0 -> each((name, standing) -> name.equals(seen) ? standing.withoutPrimary() : standing);
			case 1 -> each((name, standing) -> standing.beside(primaries.get(0).getKey(), primaries.get(0).getValue()));
			default -> this;
		};
	}

	private Cluster each(BiFunction<String, Standing, Standing> conclusion) {
		Map<String, Standing> result = new HashMap<>(this.standings);
		result.replaceAll(conclusion);
		return new Cluster(result);
	}

	/**
	 * The next snapshot. The position of a node that was not asked just now stays, since
	 * others may have found it further by now.
	 */
	Topology next(Topology topology, String asked) {
		return new Topology(topology.nodes().stream().map((node) -> next(node, asked)).toList());
	}

	private Node next(Node node, String asked) {
		Standing standing = this.standings.get(node.name());
		if (standing == null) {
			return node;
		}
		return node.name().equals(asked) ? standing.fresh(node) : standing.judged(node);
	}

}
