package com.foobar.server;

import java.time.Duration;

/**
 * One promotion, as the promoted node has written it into its history before it took any
 * other write. The epoch with the highest number that any node knows tells which node was
 * promoted last. Immutable.
 *
 * @param number counts the promotions from 1
 * @param node the name of the promoted node
 * @param reason what the promotion was for
 * @param age how long ago it was, by the clock of the node that told of it
 */
public record Epoch(long number, String node, Reason reason, Duration age) {

	/** What a promotion was for. */
	public enum Reason {

		/** The first start of the pair. */
		BOOTSTRAP,

		/** An operator moved the role between two sound nodes. */
		SWITCHOVER,

		/** The controller replaced a primary that had died. */
		AUTOMATIC_FAILOVER,

		/** An operator replaced a primary that had died. */
		FAILOVER,

		/** An operator decided what could not be known. */
		FORCED

	}

}
