package com.foobar.stack;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that visitors under load notice nothing of a replica that comes and goes. */
@Tag("stack")
class StackLoadIT {

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	@Test
	void loadWithoutAFaultIsServedWhole() {
		try (StackLoad load = StackLoad.start()) {
			load.await(1500);
			StackLoad.Outcome outcome = load.outcome();
			assertNothingNoticed(outcome);
			for (String node : Stack.nodes()) {
				assertThat(outcome.looks().answers(node)).as("looks at " + node).isGreaterThan(150);
			}
		}
	}

	@Test
	void killedReplicaIsNotNoticed() {
		String replica = Stack.other(Stack.primary());
		try (StackLoad load = StackLoad.start()) {
			load.mark("kill " + replica);
			Stack.docker("kill", replica);
			load.await(500);
			load.mark("start " + replica);
			Stack.compose("start", replica);
			load.await(1000);
			StackLoad.Outcome outcome = load.outcome();
			outcome.print("replica killed and started", "nothing", "StackLoadIT");
			assertNothingNoticed(outcome);
		}
		finally {
			Stack.compose("start", replica);
		}
	}

	private static void assertNothingNoticed(StackLoad.Outcome outcome) {
		assertThat(outcome.violations()).isEmpty();
		assertThat(outcome.onPrimary().writes().failures()).isEmpty();
		assertThat(outcome.onPrimary().reads().failures()).isEmpty();
		assertThat(outcome.looks().overlaps()).isEmpty();
	}

}
