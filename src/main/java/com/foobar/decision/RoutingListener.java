package com.foobar.decision;

import java.time.Duration;

/**
 * Learns where each transaction went, on the thread that runs it. Must be quick and must
 * not throw.
 */
@FunctionalInterface
public interface RoutingListener {

	/**
	 * A transaction has been given its connection and is about to run its first
	 * statement.
	 * @param decision where it went
	 */
	void routed(RoutingDecision decision);

	/**
	 * A transaction has found no node in time.
	 * @param refusal why
	 * @param waited for how long it was held back
	 */
	default void refused(Refusal refusal, Duration waited) {
	}

	/**
	 * A read has waited in vain for a replica to catch up.
	 * @param node the replica's name
	 */
	default void waitedInVain(String node) {
	}

	/**
	 * A read was to see what no node of this cluster has ever heard of, and was led as if
	 * it were not.
	 */
	default void positionIgnored() {
	}

	/**
	 * The answer to a {@code COMMIT} was lost: nobody knows whether it took place.
	 * @param node the node's name
	 */
	default void commitLost(String node) {
	}

}
