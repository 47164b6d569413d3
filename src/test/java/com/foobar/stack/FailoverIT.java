package com.foobar.stack;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the loss of the primary under load loses nothing: whatever happens to it,
 * the replica takes over by itself. System property {@code stack.failovers} says how
 * often the primary is killed.
 */
@Tag("stack")
class FailoverIT {

	private static final int FAILOVERS = Integer.getInteger("stack.failovers", 3);

	private static final double MOST_SECONDS_KILLED = 5;

	private static final double MOST_SECONDS_FROZEN = 10;

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@BeforeAll
	static void stackRuns() {
		ControllerSuite.begin();
	}

	@AfterEach
	void awaitInOrder() {
		Stack.awaitInOrder();
	}

	@AfterAll
	static void leaveInOrder() {
		ControllerSuite.end();
	}

	@Test
	@Timeout(3600)
	void killedPrimaryIsReplacedAndLosesNothingHoweverOften() {
		double longest = 0;
		for (int failover = 1; failover <= FAILOVERS; failover++) {
			StackLoad.Outcome outcome = killPrimary();
			outcome.print("primary killed, %d of %d".formatted(failover, FAILOVERS), "writes pause", "FailoverIT");
			assertNothingLost(outcome);
			assertThat(outcome.looks().overlaps()).as("two nodes that take writes").isEmpty();
			assertThat(outcome.onPrimary().reads().failures()).isEmpty();
			longest = Math.max(longest, outcome.writePause());
		}
		assertThat(longest).as("seconds without writes").isLessThan(MOST_SECONDS_KILLED);
	}

	private static StackLoad.Outcome killPrimary() {
		String primary = Stack.primary();
		try (StackLoad load = StackLoad.start()) {
			load.mark("kill " + primary);
			Stack.run(List.of("docker", "kill", "--signal", "KILL", Stack.container(primary)));
			awaitPromoted(primary);
			load.mark(Stack.other(primary) + " takes writes");
			load.await(500);
			load.mark("start " + primary);
			Stack.compose("start", primary);
			Stack.awaitInOrder();
			load.mark("in order");
			load.await(200);
			return load.outcome();
		}
		finally {
			Stack.compose("start", primary);
		}
	}

	/** Once it goes on, the frozen node takes writes until somebody tells it. */
	@Test
	void frozenPrimaryIsReplacedAndLosesNothing() {
		String primary = Stack.primary();
		try (StackLoad load = StackLoad.start()) {
			load.mark("pause " + primary);
			Stack.docker("pause", primary);
			try {
				awaitPromoted(primary);
				load.mark(Stack.other(primary) + " takes writes");
				load.await(500);
			}
			finally {
				load.mark("unpause " + primary);
				Stack.docker("unpause", primary);
			}
			Stack.awaitInOrder();
			load.mark("in order");
			load.await(200);
			StackLoad.Outcome outcome = load.outcome();
			outcome.print("primary frozen", "writes pause", "FailoverIT");
			assertNothingLost(outcome);
			assertThat(outcome.writePause()).isLessThan(MOST_SECONDS_FROZEN);
			assertThat(outcome.looks().longestOverlap()).as("two nodes that take writes")
				.isLessThan(Duration.ofSeconds(2));
		}
	}

	/**
	 * The applications reach both nodes, which do not reach each other; nobody can close
	 * the old primary then, and it can acknowledge nothing. The applications see two that
	 * take writes, and send none until there is one again.
	 */
	@Test
	void primaryThatOnlyTheApplicationsReachLosesNothing() {
		String primary = Stack.primary();
		String replica = Stack.other(primary);
		try (StackLoad load = StackLoad.start()) {
			try (Partition partition = Partition.between(primary, replica, ControllerSuite.CONTROLLER)) {
				load.mark(partition.toString());
				awaitPromoted(primary);
				load.mark(replica + " takes writes");
				load.await(100);
				load.mark("mend");
			}
			Stack.awaitInOrder();
			load.mark("in order");
			load.await(500);
			StackLoad.Outcome outcome = load.outcome();
			outcome.print("primary cut off from replica and controller", "writes pause", "FailoverIT");
			assertNothingLost(outcome);
		}
	}

	private static void awaitPromoted(String primary) {
		Awaitility.await(Stack.other(primary) + " takes writes")
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> Stack.isWritable(Stack.other(primary)));
	}

	private static void assertNothingLost(StackLoad.Outcome outcome) {
		assertThat(outcome.violations()).isEmpty();
		assertThat(outcome.onPrimary().lost()).isEmpty();
		assertThat(outcome.onPrimary().duplicates()).isEmpty();
	}

}
