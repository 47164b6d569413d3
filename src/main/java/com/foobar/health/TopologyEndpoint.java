package com.foobar.health;

import java.util.List;

import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Node;
import com.foobar.topology.Topology;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/topology}: every database node as this instance sees it right now. */
@Endpoint(id = "topology")
final class TopologyEndpoint {

	private final CurrentTopology topology;

	TopologyEndpoint(CurrentTopology topology) {
		this.topology = topology;
	}

	@ReadOperation
	View topology() {
		Topology current = this.topology.get();
		@Nullable Node primary = current.primary().orElse(null);
		return new View((primary != null) ? primary.name() : null,
				current.nodes().stream().map((node) -> NodeView.of(node, primary)).toList());
	}

	/**
	 * The cluster for an operator.
	 *
	 * @param primary the one node that takes writes, or {@code null} if there is none, or
	 * more than one
	 * @param nodes all nodes in the order of their configuration
	 */
	record View(@Nullable String primary, List<NodeView> nodes) {

	}

	/**
	 * A node for an operator.
	 *
	 * @param name its name
	 * @param role {@code PRIMARY}, {@code REPLICA} or {@code UNKNOWN}
	 * @param health {@code UP}, {@code CHECKING}, {@code BROKEN}, {@code DIVERGED} or
	 * {@code DOWN}
	 * @param detail why it is not up
	 * @param lagSeconds how far it is behind in time, if the server knows
	 * @param transactionsBehind how far it is behind the primary in transactions, if
	 * there is one
	 * @param position how far its history reaches
	 */
	record NodeView(String name, String role, String health, String detail, @Nullable Double lagSeconds,
			@Nullable Long transactionsBehind, String position) {

		static NodeView of(Node node, @Nullable Node primary) {
			return new NodeView(node.name(), node.role().name(), node.health().name(), node.detail(),
					(node.lag() != null) ? node.lag().toMillis() / 1000.0 : null,
					(primary != null) ? primary.position().leadOver(node.position()) : null,
					node.position().toString());
		}

	}

}
