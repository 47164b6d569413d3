package com.foobar.routing;

import java.time.Duration;

import com.foobar.consistency.ConsistencySettings;

/**
 * What all reads have in common. Immutable.
 *
 * @param nodes the nodes
 * @param properties where reads may go
 * @param consistency how fresh they must be unless told otherwise
 * @param listener told of each decision
 */
record ReadContext(Nodes nodes, RoutingProperties properties, ConsistencySettings consistency,
		RoutingListener listener) {

	/** For how long the primary may have been replaced without anybody having noticed. */
	Duration unnoticed() {
		return this.properties.monitor().timeout().plus(this.properties.monitor().interval().multipliedBy(2));
	}

}
