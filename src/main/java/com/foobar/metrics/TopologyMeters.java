package com.foobar.metrics;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import com.foobar.topology.Topology;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows what each node was like when it was last seen. What is not known is no number:
 * never zero, which would pass for the best there is. Immutable.
 */
final class TopologyMeters implements MeterBinder {

	private static final double NANOS_PER_SECOND = 1e9;

	private final CurrentTopology topology;

	TopologyMeters(CurrentTopology topology) {
		this.topology = topology;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.topology.get().nodes().forEach((node) -> bind(registry, node.name()));
	}

	private void bind(MeterRegistry registry, String node) {
		TimeGauge
			.builder("foobar.topology.lag", this.topology, TimeUnit.SECONDS, (current) -> lag(current.get().node(node)))
			.description("How far the replica is behind in time at most")
			.tag("node", node)
			.register(registry);
		gauge("foobar.topology.transactions.behind", node, (current) -> transactionsBehind(current.get(), node))
			.description("How many transactions of the primary the node lacks")
			.register(registry);
		gauge("foobar.topology.up", node, (current) -> number(current.get().node(node).health() == Health.UP))
			.description("Whether the node can do what its role asks of it")
			.register(registry);
		gauge("foobar.topology.primary", node, (current) -> number(current.get().node(node).role() == Role.PRIMARY))
			.description("Whether the node says that it takes writes")
			.register(registry);
		for (Health health : Health.values()) {
			gauge("foobar.topology.health", node, (current) -> number(current.get().node(node).health() == health))
				.description("Which of its healths the node has: 1 for the one and 0 for the others")
				.tag("health", health.name().toLowerCase(Locale.ROOT))
				.register(registry);
		}
	}

	private Gauge.Builder<CurrentTopology> gauge(String name, String node, ToDoubleFunction<CurrentTopology> value) {
		return Gauge.builder(name, this.topology, value).tag("node", node);
	}

	private static double lag(Node node) {
		return (node.lag() != null) ? node.lag().toNanos() / NANOS_PER_SECOND : Double.NaN;
	}

	/** Unknown without a primary, and of a node that does not answer. */
	private static double transactionsBehind(Topology topology, String name) {
		Node node = topology.node(name);
		return (node.health() == Health.DOWN) ? Double.NaN
				: topology.primary()
					.map((primary) -> (double) primary.position().leadOver(node.position()))
					.orElse(Double.NaN);
	}

	private static double number(boolean is) {
		return is ? 1 : 0;
	}

}
