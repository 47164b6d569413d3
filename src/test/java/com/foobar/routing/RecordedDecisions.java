package com.foobar.routing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.boot.test.context.TestComponent;

/** Remembers where each transaction of a test went. Safe for use by many threads. */
@TestComponent
class RecordedDecisions implements RoutingListener {

	private final List<RoutingDecision> decisions = new CopyOnWriteArrayList<>();

	@Override
	public void routed(RoutingDecision decision) {
		this.decisions.add(decision);
	}

	void clear() {
		this.decisions.clear();
	}

	/** The nodes in the order of their transactions. */
	List<String> nodes() {
		return this.decisions.stream().map(RoutingDecision::node).toList();
	}

}
