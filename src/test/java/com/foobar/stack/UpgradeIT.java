package com.foobar.stack;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that both nodes can be made anew from another configuration, one after the other,
 * while visitors notice nothing. System property {@code stack.mysql-tag} names another
 * image for them, which has to be one from which there is a way back.
 */
@Tag("stack")
class UpgradeIT {

	private static final String TAG = System.getProperty("stack.mysql-tag", "");

	private static final long MEMORY = 800L << 20;

	private static final double MOST_SECONDS = 5;

	@BeforeAll
	static void stackRuns() {
		ControllerSuite.begin(Map.of("DURABILITY", "available"));
	}

	@AfterAll
	static void leaveAsItWas() {
		try {
			String primary = Stack.primary();
			renew(Stack.other(primary), Map.of());
			if (isRenewed(primary)) {
				Stack.control("switchover", Stack.other(primary));
				renew(primary, Map.of());
			}
		}
		finally {
			ControllerSuite.end();
		}
	}

	@Test
	void rollingChangeOfBothNodesFailsNoRequest() {
		Map<String, String> settings = new HashMap<>(Map.of("DB_MEMORY", String.valueOf(MEMORY)));
		if (!TAG.isEmpty()) {
			settings.put("MYSQL_TAG", TAG);
		}
		String primary = Stack.primary();
		String replica = Stack.other(primary);
		try (StackLoad load = StackLoad.start()) {
			renew(load, replica, settings);
			switchover(load, replica);
			renew(load, primary, settings);
			switchover(load, primary);
			StackLoad.Outcome outcome = load.outcome();
			outcome.print("both nodes recreated with another setting, one after the other", "writes pause",
					"UpgradeIT");
			assertThat(outcome.violations()).isEmpty();
			assertThat(outcome.onPrimary().writes().failures()).isEmpty();
			assertThat(outcome.onPrimary().reads().failures()).isEmpty();
			assertThat(outcome.looks().overlaps()).isEmpty();
			assertThat(outcome.writePause()).isLessThan(MOST_SECONDS);
		}
		assertThat(Stack.nodes()).allMatch(UpgradeIT::isRenewed);
		assertThat(Stack.primary()).isEqualTo(primary);
	}

	private static void renew(StackLoad load, String node, Map<String, String> settings) {
		load.mark("renew " + node);
		renew(node, settings);
		load.mark(node + " follows");
		load.await(200);
	}

	/** The replica alone: its primary goes on meanwhile. */
	private static void renew(String node, Map<String, String> settings) {
		Stack.compose(settings, "up", "-d", "--no-deps", "--wait", node);
		Stack.awaitInOrder();
	}

	private static void switchover(StackLoad load, String node) {
		load.mark("switchover to " + node);
		Stack.control("switchover", node);
		load.mark("switchover is over");
		Stack.awaitInOrder();
		load.await(200);
	}

	private static boolean isRenewed(String node) {
		return Stack.inspect(node).get("HostConfig").get("Memory").asLong() == MEMORY;
	}

}
