package com.foobar.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.foobar.decision.Reason;
import com.foobar.decision.Refusal;
import com.foobar.decision.RoutingDecision;
import com.foobar.decision.RoutingListener;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@link RoutingListeners}. */
class RoutingListenersTests {

	private static final RoutingDecision DECISION = new RoutingDecision("db2", Reason.CAUGHT_UP, Duration.ZERO);

	@Test
	void listenerThatFailsKeepsNothingFromTheTransactionAndTheOtherListeners() {
		List<Object> heard = new ArrayList<>();
		RoutingListeners listeners = new RoutingListeners(List.of(new Failing(), new RoutingListener() {

			@Override
			public void routed(RoutingDecision decision) {
				heard.add(decision);
			}

			@Override
			public void refused(Refusal refusal, Duration waited) {
				heard.add(refusal);
			}

		}));
		listeners.routed(DECISION);
		listeners.refused(Refusal.NO_PRIMARY, Duration.ZERO);
		assertThat(heard).containsExactly(DECISION, Refusal.NO_PRIMARY);
	}

	/** As one that writes to an answer which has been sent. */
	private static final class Failing implements RoutingListener {

		@Override
		public void routed(RoutingDecision decision) {
			throw new IllegalStateException("too late");
		}

		@Override
		public void refused(Refusal refusal, Duration waited) {
			throw new IllegalStateException("too late");
		}

	}

}
