package com.foobar.read;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import com.foobar.consistency.ConsistencySettings;
import com.foobar.decision.RoutingListener;
import com.foobar.node.Nodes;

/**
 * What all reads have in common. Immutable.
 *
 * @param nodes the nodes
 * @param settings where reads may go, and for how long they may wait
 * @param consistency how fresh they must be unless told otherwise
 * @param listener told of each decision
 */
public record ReadContext(Nodes nodes, Settings settings, ConsistencySettings consistency, RoutingListener listener) {

	/**
	 * Where reads may go, and for how long they may wait. Immutable.
	 *
	 * @param sharesPrimary whether the primary serves reads that a replica could serve
	 * @param primaryShare the part of these reads that it takes, from 0 to 1
	 * @param servesStale whether a read that no node can serve as it should be gets what
	 * the most advanced replica has, rather than fail
	 * @param catchUp how long a read waits, once, for a replica that lacks what it must
	 * see
	 * @param hold how long a read is held back while no node can serve it, no less than
	 * zero
	 * @param acquireTimeout how long its attempts to get a connection may take together
	 * @param unnoticed for how long the primary may have been replaced without anybody
	 * having noticed
	 */
	public record Settings(boolean sharesPrimary, double primaryShare, boolean servesStale, Duration catchUp,
			Duration hold, Duration acquireTimeout, Duration unnoticed) {

		/** Whether the primary is to take the next of the reads that it shares. */
		boolean drawsPrimary() {
			return ThreadLocalRandom.current().nextDouble() < this.primaryShare;
		}

	}

}
