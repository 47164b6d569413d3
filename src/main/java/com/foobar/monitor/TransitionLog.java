package com.foobar.monitor;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Topology;
import com.foobar.topology.TopologyChangedEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells operators of each change of a node, in one line: its name, what it was, what it
 * is, why, and what follows for the cluster. Stateless.
 */
public final class TransitionLog implements Consumer<TopologyChangedEvent> {

	private static final Log logger = LogFactory.getLog(TransitionLog.class);

	@Override
	public void accept(TopologyChangedEvent event) {
		for (Node node : event.current().nodes()) {
			Node before = event.previous().node(node.name());
			if (!node.isLike(before)) {
				log(node.health(), describe(before, node), before.role() != node.role() || !before.isSeen(), event);
			}
		}
	}

	private static void log(Health health, String line, boolean concernsWrites, TopologyChangedEvent event) {
		List<Node> writable = event.current().writable();
		if (concernsWrites && writable.size() > Math.max(1, event.previous().writable().size())) {
			logger.error(line
					+ "; %s take writes: none are sent until all but one are read-only".formatted(names(writable)));
		}
		else if (concernsWrites && isReadOnly(event.current()) && !isReadOnly(event.previous())) {
			logger.warn(line + "; no node takes writes");
		}
		else {
			log(health, line);
		}
	}

	/** Whether it is known that no node takes writes. */
	private static boolean isReadOnly(Topology topology) {
		return topology.writable().isEmpty() && topology.nodes().stream().allMatch(Node::isSeen);
	}

	private static void log(Health health, String line) {
		switch (health) {
			case UP, CHECKING -> logger.info(line);
			case BROKEN, DOWN -> logger.warn(line);
			case DIVERGED -> logger.error(line + "; it serves no reads until it is rejoined");
		}
	}

	private static String describe(Node before, Node node) {
		return "%s: %s -> %s%s".formatted(node.name(), state(before), state(node), detail(before, node));
	}

	private static String state(Node node) {
		if (!node.isSeen()) {
			return "not seen yet";
		}
		return (node.health() == Health.DOWN) ? "DOWN" : node.role() + " " + node.health();
	}

	private static String detail(Node before, Node node) {
		String why = node.detail().isEmpty() ? "" : " (" + node.detail() + ")";
		boolean renewed = !before.serverId().isEmpty() && !before.serverId().equals(node.serverId());
		return why
				+ (renewed ? "; it is another server: %s, was %s".formatted(node.serverId(), before.serverId()) : "");
	}

	private static String names(List<Node> nodes) {
		return nodes.stream().map(Node::name).collect(Collectors.joining(" and "));
	}

}
