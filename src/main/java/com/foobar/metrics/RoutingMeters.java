package com.foobar.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.foobar.decision.Reason;
import com.foobar.decision.Refusal;
import com.foobar.decision.RoutingDecision;
import com.foobar.decision.RoutingListener;
import com.foobar.topology.Node;
import com.foobar.topology.Topology;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Counts where transactions went and why, and measures how long some of them had to wait.
 * Safe for use by many threads. All meters are registered at the start, so that each is
 * seen at zero before it counts, and counting looks up nothing in the registry and
 * allocates nothing.
 */
final class RoutingMeters implements RoutingListener {

	private final Map<String, NodeMeters> nodes;

	private final Timer heldReads;

	private final Timer heldWrites;

	private final Counter[] refusals;

	private final Counter positionsIgnored;

	/**
	 * Meters of these nodes.
	 * @param registry where they are registered
	 * @param topology has the nodes, whatever they are like
	 */
	RoutingMeters(MeterRegistry registry, Topology topology) {
		this.nodes = topology.nodes()
			.stream()
			.map(Node::name)
			.collect(Collectors.toUnmodifiableMap(Function.identity(), (name) -> new NodeMeters(registry, name)));
		this.heldReads = held(registry, "read");
		this.heldWrites = held(registry, "write");
		this.refusals = Stream.of(Refusal.values())
			.map((refusal) -> Counter.builder("foobar.routing.refusals")
				.description("Transactions that found no node in time")
				.tag("refusal", refusal.toString())
				.register(registry))
			.toArray(Counter[]::new);
		this.positionsIgnored = Counter.builder("foobar.routing.positions.ignored")
			.description("Reads that were to see what no node has ever heard of")
			.register(registry);
	}

	private static Timer held(MeterRegistry registry, String intent) {
		return Timer.builder("foobar.routing.holds")
			.description("Transactions that were held back until a node could take them")
			.tag("intent", intent)
			.register(registry);
	}

	@Override
	public void routed(RoutingDecision decision) {
		NodeMeters node = this.nodes.get(decision.node());
		if (node != null) {
			node.decided(decision.reason());
			if (!decision.waited().isZero()) {
				waited(node, decision.reason(), decision.waited());
			}
		}
	}

	private void waited(NodeMeters node, Reason reason, Duration waited) {
		Timer timer = switch (reason) {
			case CAUGHT_UP -> node.waits;
			case WRITE, LOCK -> this.heldWrites;
			default -> this.heldReads;
		};
		timer.record(waited);
	}

	@Override
	public void refused(Refusal refusal, Duration waited) {
		this.refusals[refusal.ordinal()].increment();
	}

	@Override
	public void waitedInVain(String node) {
		NodeMeters meters = this.nodes.get(node);
		if (meters != null) {
			meters.waitsInVain.increment();
		}
	}

	@Override
	public void positionIgnored() {
		this.positionsIgnored.increment();
	}

	@Override
	public void commitLost(String node) {
		NodeMeters meters = this.nodes.get(node);
		if (meters != null) {
			meters.commitsLost.increment();
		}
	}

	/** The meters of one node. Safe for use by many threads. */
	private static final class NodeMeters {

		private final Counter[] decisions;

		private final Timer waits;

		private final Counter waitsInVain;

		private final Counter commitsLost;

		NodeMeters(MeterRegistry registry, String node) {
			this.decisions = Stream.of(Reason.values())
				.map((reason) -> Counter.builder("foobar.routing.decisions")
					.description("Transactions by the node they were led to and the reason why")
					.tag("node", node)
					.tag("reason", reason.toString())
					.register(registry))
				.toArray(Counter[]::new);
			this.waits = Timer.builder("foobar.routing.waits")
				.description("Reads that waited until the node had caught up")
				.tag("node", node)
				.register(registry);
			this.waitsInVain = Counter.builder("foobar.routing.waits.in.vain")
				.description("Reads that waited for the node to catch up, which it did not in time")
				.tag("node", node)
				.register(registry);
			this.commitsLost = Counter.builder("foobar.routing.commits.lost")
				.description("Commits that the node did not answer, so that nobody knows whether they took place")
				.tag("node", node)
				.register(registry);
		}

		void decided(Reason reason) {
			this.decisions[reason.ordinal()].increment();
		}

	}

}
