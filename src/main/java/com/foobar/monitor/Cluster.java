package com.foobar.monitor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.BiFunction;

import com.foobar.probe.Observation;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import com.foobar.topology.Topology;

/**
 * What is known of all nodes that have been asked. Immutable; what follows from an
 * observation is a function of it and of this alone.
 *
 * @param standings each node's standing by its name
 * @param claims what nodes said when they first took writes beside a primary that has not
 * been asked since: as long as that is so, nobody knows that both take them
 */
record Cluster(Map<String, Standing> standings, Map<String, Observation> claims) {

	/** The cluster before any node has been asked. */
	static final Cluster UNSEEN = new Cluster(Map.of(), Map.of());

	Cluster {
		standings = Map.copyOf(standings);
		claims = Map.copyOf(claims);
	}

	/** This cluster after a node has answered. */
	Cluster seen(String name, Observation seen) {
		Observation claim = this.claims.getOrDefault(name, seen);
		boolean claims = seen.answer().isPrimary() && !standing(name).isPrimary();
		return (claims && isBesideUnasked(claim)) ? claiming(name, claim)
				: with(name, standing(name).seen(seen)).settling().concluding(name);
	}

	/** Whether there is a primary that has not been asked since. */
	private boolean isBesideUnasked(Observation claim) {
		return this.standings.values().stream().anyMatch((other) -> other.isPrimaryUnaskedSince(claim));
	}

	/** A primary that was moved is seen twice for a moment, and is none the less one. */
	private Cluster claiming(String name, Observation claim) {
		Map<String, Observation> result = new HashMap<>(this.claims);
		result.put(name, claim);
		return new Cluster(this.standings, result);
	}

	/** This cluster after a node has failed to answer. */
	Cluster lost(String name, String reason) {
		return with(name, standing(name).lost(reason)).settling();
	}

	private Standing standing(String name) {
		return this.standings.getOrDefault(name, Standing.UNSEEN);
	}

	private Cluster with(String name, Standing standing) {
		Map<String, Standing> result = new HashMap<>(this.standings);
		result.put(name, standing);
		return new Cluster(result, without(name));
	}

	/** This cluster with every claim taken in that stands beside no such primary. */
	private Cluster settling() {
		Cluster result = this;
		for (Entry<String, Observation> claim : this.claims.entrySet()) {
			if (!result.isBesideUnasked(claim.getValue())) {
				result = result.with(claim.getKey(), result.standing(claim.getKey()).seen(claim.getValue()));
			}
		}
		return result;
	}

	private Map<String, Observation> without(String name) {
		if (!this.claims.containsKey(name)) {
			return this.claims;
		}
		Map<String, Observation> result = new HashMap<>(this.claims);
		result.remove(name);
		return result;
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
		return new Cluster(result, this.claims);
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
		boolean settled = standing.isPrimary() && node.role() != Role.PRIMARY;
		return (settled || node.name().equals(asked)) ? standing.fresh(node) : standing.judged(node);
	}

}
