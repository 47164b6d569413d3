package com.foobar.routing;

/**
 * Where a transaction went. Immutable.
 *
 * @param node the name of the node whose connection was handed out
 */
public record RoutingDecision(String node) {

}
