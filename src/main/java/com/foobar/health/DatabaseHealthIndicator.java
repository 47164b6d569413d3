package com.foobar.health;

import java.util.List;

import com.foobar.routing.NodeStatus;
import com.foobar.routing.RoutingDataSource;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while any node can serve, with what each node said as details: one node that is out
 * is for the operator to see, not a reason to take this instance out of service.
 */
final class DatabaseHealthIndicator extends AbstractHealthIndicator {

	private final RoutingDataSource dataSource;

	DatabaseHealthIndicator(RoutingDataSource dataSource) {
		super("No database node can serve");
		this.dataSource = dataSource;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<NodeStatus> nodes = this.dataSource.probe();
		builder.status(nodes.stream().anyMatch(NodeStatus::isUp) ? "UP" : "DOWN");
		nodes.forEach((node) -> builder.withDetail(node.node() + " " + node.purpose(),
				(node.failure() != null) ? node.failure() : "UP"));
	}

}
