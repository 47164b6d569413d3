package com.foobar.health;

import java.util.function.Predicate;

import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Topology;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the nodes can do what this indicator stands for, with each node as it was last
 * seen: one that is out is for the operator to see, not a reason to take this instance
 * out of service. Costs no statement.
 */
final class DatabaseHealthIndicator extends AbstractHealthIndicator {

	private final CurrentTopology topology;

	private final Predicate<Topology> capable;

	private DatabaseHealthIndicator(CurrentTopology topology, Predicate<Topology> capable) {
		this.topology = topology;
		this.capable = capable;
	}

	/** Of reads, which the primary serves as well where no replica can. */
	static DatabaseHealthIndicator ofReads(CurrentTopology topology) {
		return new DatabaseHealthIndicator(topology,
				(snapshot) -> snapshot.hasWritable() || snapshot.replicas().findAny().isPresent());
	}

	/** Of writes, which the one primary serves. */
	static DatabaseHealthIndicator ofWrites(CurrentTopology topology) {
		return new DatabaseHealthIndicator(topology, (snapshot) -> snapshot.primary().isPresent());
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Topology snapshot = this.topology.get();
		builder.status(this.capable.test(snapshot) ? "UP" : "DOWN");
		snapshot.nodes().forEach((node) -> builder.withDetail(node.name(), node.describe()));
	}

}
