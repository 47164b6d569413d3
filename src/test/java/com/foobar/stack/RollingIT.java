package com.foobar.stack;

import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that any service in front of the databases may be restarted, made anew, reloaded
 * or killed under 200 requests a second at the virtual address, a third of them writes
 * that may not be repeated.
 */
@Tag("stack")
class RollingIT {

	/** Each has one request on its way at a time. */
	private static final int VISITORS = 24;

	@BeforeEach
	void stackRuns() {
		Stack.requireRunning();
	}

	@AfterEach
	void allIsUp() {
		Stack.up();
	}

	@ParameterizedTest
	@ValueSource(strings = { "app1", "app2", "web1", "web2", "lb1", "lb2" })
	void restartFailsNoRequest(String service) {
		assertNothingNoticed(service + " restarted", (load) -> {
			Stack.compose("restart", service);
			Stack.up();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "app1", "app2", "web1", "web2", "lb1", "lb2", "controller" })
	void recreationFailsNoRequest(String service) {
		assertNothingNoticed(service + " recreated",
				(load) -> Stack.compose("up", "-d", "--wait", "--no-deps", "--force-recreate", service));
	}

	@ParameterizedTest
	@ValueSource(strings = { "web1", "web2" })
	void reloadsFailNoRequest(String service) {
		assertNothingNoticed(service + " reloaded three times", (load) -> {
			for (int reload = 0; reload < 3; reload++) {
				Stack.compose("exec", "-T", service, "nginx", "-s", "reload");
				load.await(400);
			}
		});
	}

	private static void assertNothingNoticed(String change, Consumer<StackLoad> action) {
		StackLoad.Outcome outcome = underLoad(change, action);
		outcome.print(change, "nothing", "RollingIT");
		assertThat(outcome.violations()).isEmpty();
		assertThat(outcome.onPrimary().writes().failures()).isEmpty();
		assertThat(outcome.onPrimary().reads().failures()).isEmpty();
	}

	private static StackLoad.Outcome underLoad(String change, Consumer<StackLoad> action) {
		try (StackLoad load = StackLoad.startDense(Stack.virtualUrl())) {
			load.mark("begin: " + change);
			action.accept(load);
			load.mark("done: " + change);
			load.await(800);
			return load.outcome();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "app1", "app2", "web1", "web2" })
	void killFailsNoReadAndOnlyWritesOnTheirWay(String service) {
		List<String> kill = List.of("docker", "kill", Stack.container(service));
		long[] killed = new long[2];
		StackLoad.Outcome outcome = underLoad(service + " killed and started", (load) -> {
			killed[0] = load.mark("begin: " + service + " killed");
			Stack.run(kill);
			killed[1] = load.mark("done: " + service + " killed");
			load.await(1000);
			Stack.compose("start", service);
			Stack.up();
		});
		outcome.print(service + " killed and started", "writes on their way may fail", "RollingIT");
		assertThat(outcome.violations()).isEmpty();
		assertThat(outcome.onPrimary().reads().failures()).isEmpty();
		assertThat(outcome.onPrimary().writes().failures()).as("failed writes")
			.hasSizeLessThanOrEqualTo(VISITORS)
			.allMatch((write) -> write.startNanos() <= killed[1] && write.endNanos() >= killed[0], "on their way");
	}

}
