package com.foobar.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the tests of the controller have in common: a stack in order to begin with and at
 * the end, and no minimum time between two automatic promotions meanwhile. Stateless.
 */
final class ControllerSuite {

	static final String CONTROLLER = "controller";

	private ControllerSuite() {
	}

	/**
	 * Fails with one sentence unless the stack and its controller are up; takes the
	 * minimum time away.
	 */
	static void begin() {
		begin(Map.of());
	}

	/** The same with more settings of the controller, as variables of the stack. */
	static void begin(Map<String, String> settings) {
		Stack.requireRunning();
		List<String> running = Stack.compose("ps", "--services", "--status", "running").lines().toList();
		if (!running.contains(CONTROLLER)) {
			throw new IllegalStateException(
					"These tests need the service '%s', but only %s run".formatted(CONTROLLER, running));
		}
		Map<String, String> variables = new HashMap<>(settings);
		variables.put("FAILOVER_INTERVAL", "0s");
		Stack.compose(variables, "up", "-d", "--no-deps", "--wait", CONTROLLER);
		Stack.awaitInOrder();
	}

	/** Gives the stack back as it was: db1 the primary, the settings those of .env. */
	static void end() {
		Stack.awaitInOrder();
		if (!Stack.primary().equals("db1")) {
			Stack.control("switchover", "db1");
		}
		Stack.compose("up", "-d", "--no-deps", "--wait", CONTROLLER);
		Stack.awaitInOrder();
	}

}
