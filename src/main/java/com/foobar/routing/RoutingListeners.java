package com.foobar.routing;

import java.time.Duration;
import java.util.List;

import com.foobar.decision.Refusal;
import com.foobar.decision.RoutingDecision;
import com.foobar.decision.RoutingListener;

/** Tells all listeners. Immutable. */
final class RoutingListeners implements RoutingListener {

	private final RoutingListener[] listeners;

	RoutingListeners(List<RoutingListener> listeners) {
		this.listeners = listeners.toArray(RoutingListener[]::new);
	}

	@Override
	public void routed(RoutingDecision decision) {
		for (RoutingListener listener : this.listeners) {
			listener.routed(decision);
		}
	}

	@Override
	public void refused(Refusal refusal, Duration waited) {
		for (RoutingListener listener : this.listeners) {
			listener.refused(refusal, waited);
		}
	}

	@Override
	public void waitedInVain(String node) {
		for (RoutingListener listener : this.listeners) {
			listener.waitedInVain(node);
		}
	}

	@Override
	public void positionIgnored() {
		for (RoutingListener listener : this.listeners) {
			listener.positionIgnored();
		}
	}

	@Override
	public void commitLost(String node) {
		for (RoutingListener listener : this.listeners) {
			listener.commitLost(node);
		}
	}

}
