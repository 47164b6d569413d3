package com.foobar.stack;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that visitors under load notice nothing of a planned switchover. */
@Tag("stack")
class SwitchoverIT {

	private static final double MOST_SECONDS = 2;

	@BeforeAll
	static void stackRuns() {
		ControllerSuite.begin();
	}

	@AfterAll
	static void leaveInOrder() {
		ControllerSuite.end();
	}

	@Test
	void switchoverThereAndBackFailsNoRequest() {
		String first = Stack.primary();
		String second = Stack.other(first);
		try (StackLoad load = StackLoad.start()) {
			switchover(load, second);
			switchover(load, first);
			StackLoad.Outcome outcome = load.outcome();
			outcome.print("switchover there and back", "writes pause", "SwitchoverIT");
			assertThat(outcome.violations()).isEmpty();
			assertThat(outcome.onPrimary().writes().failures()).isEmpty();
			assertThat(outcome.onPrimary().reads().failures()).isEmpty();
			assertThat(outcome.looks().overlaps()).isEmpty();
			assertThat(outcome.writePause()).isLessThan(MOST_SECONDS);
		}
		assertThat(Stack.primary()).isEqualTo(first);
	}

	private static void switchover(StackLoad load, String node) {
		load.mark("switchover to " + node);
		Stack.control("switchover", node);
		load.mark("switchover is over");
		assertThat(Stack.primary()).isEqualTo(node);
		load.await(500);
	}

	@Test
	void switchoverWithoutANodeGoesToTheReplica() {
		String replica = Stack.other(Stack.primary());
		Stack.control("switchover");
		assertThat(Stack.primary()).isEqualTo(replica);
		Stack.awaitInOrder();
	}

	@Test
	void switchoverToTheFrozenReplicaIsRefusedAndChangesNothing() {
		String primary = Stack.primary();
		String replica = Stack.other(primary);
		Stack.docker("pause", replica);
		try {
			assertThat(Stack.controller("switchover", replica).status()).isNotZero();
			assertThat(Stack.isWritable(primary)).isTrue();
		}
		finally {
			Stack.docker("unpause", replica);
		}
		Stack.awaitInOrder();
	}

}
