package com.foobar.decision;

import java.time.Duration;

/**
 * Where a transaction went. Immutable.
 *
 * @param node the name of the node whose connection was handed out
 * @param reason why it was this one
 * @param waited for how long the transaction was held back until there was a node, or
 * until this one had caught up; zero as a rule
 */
public record RoutingDecision(String node, Reason reason, Duration waited) {

}
