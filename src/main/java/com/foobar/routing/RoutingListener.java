package com.foobar.routing;

/** Learns where each transaction went, on the thread that runs it. */
@FunctionalInterface
public interface RoutingListener {

	/**
	 * A transaction has been given its connection and is about to run its first
	 * statement. Must be quick and must not throw.
	 * @param decision where it went
	 */
	void routed(RoutingDecision decision);

}
