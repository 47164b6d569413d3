package com.foobar.routing;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import com.foobar.decision.Refusal;
import com.foobar.decision.RoutingDecision;
import com.foobar.decision.RoutingListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells all listeners. One that fails costs a line in the log and no connection: the
 * transaction goes on. Immutable.
 */
final class RoutingListeners implements RoutingListener {

	private static final Log logger = LogFactory.getLog(RoutingListeners.class);

	private final RoutingListener[] listeners;

	RoutingListeners(List<RoutingListener> listeners) {
		this.listeners = listeners.toArray(RoutingListener[]::new);
	}

	/** Allocates nothing, since every transaction passes here. */
	@Override
	public void routed(RoutingDecision decision) {
		for (RoutingListener listener : this.listeners) {
			try {
				listener.routed(decision);
			}
			catch (RuntimeException ex) {
				failed(listener, ex);
			}
		}
	}

	@Override
	public void refused(Refusal refusal, Duration waited) {
		tell((listener) -> listener.refused(refusal, waited));
	}

	@Override
	public void waitedInVain(String node) {
		tell((listener) -> listener.waitedInVain(node));
	}

	@Override
	public void positionIgnored() {
		tell(RoutingListener::positionIgnored);
	}

	@Override
	public void commitLost(String node) {
		tell((listener) -> listener.commitLost(node));
	}

	private void tell(Consumer<RoutingListener> news) {
		for (RoutingListener listener : this.listeners) {
			try {
				news.accept(listener);
			}
			catch (RuntimeException ex) {
				failed(listener, ex);
			}
		}
	}

	private static void failed(RoutingListener listener, RuntimeException failure) {
		logger.error("Listener %s has failed to take in a decision of routing".formatted(listener), failure);
	}

}
