package com.foobar.stack;

import java.util.List;
import java.util.Map;

import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a virtual address is always with a load balancer that works. */
@Tag("stack")
class VirtualAddressIT {

	private static final double MOVE = 3;

	/** Answers that there are when the address has moved. */
	private static final int AFTERWARDS = 1000;

	private static final String TEST = "VirtualAddressIT";

	private static String first;

	private static String second;

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
		first = Edge.setting("VIRTUAL_ADDRESS");
		second = Edge.setting("VIRTUAL_ADDRESS_2");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lb1", "lb2" })
	void bothLoadBalancersAnswerOnThisMachine(String loadBalancer) {
		assertThat(new GuestbookClient(Stack.url(loadBalancer)).list("").status()).isEqualTo(200);
	}

	@Test
	void addressLeavesALoadBalancerWhoseHaproxyIsKilled() {
		String active = Edge.holder(first);
		try (EdgeLoad load = EdgeLoad.start(first)) {
			Edge.killHaproxy(active);
			load.await(AFTERWARDS);
			EdgeLoad.Outcome outcome = load.outcome();
			outcome.print("HAProxy of the active load balancer killed", "the virtual address moves", TEST);
			assertThat(outcome.pause()).as("seconds without an answer").isLessThanOrEqualTo(MOVE);
			assertThat(outcome.lost()).isEmpty();
			assertThat(outcome.duplicates()).isZero();
			assertThat(Edge.holder(first)).isEqualTo(Edge.other(active));
		}
		finally {
			Stack.up();
		}
	}

	@Test
	void addressLeavesALoadBalancerThatReachesNoWebServer() {
		String active = Edge.holder(first);
		Partition partition = Partition.between(active, "web1", "web2");
		try {
			Awaitility.await().until(() -> Edge.holder(first).equals(Edge.other(active)));
		}
		finally {
			partition.close();
		}
	}

	@Test
	void restartOfOneLoadBalancerAndThenTheOtherFailsNoRequest() {
		try (EdgeLoad load = EdgeLoad.start(first)) {
			String active = Edge.holder(first);
			for (String loadBalancer : List.of(active, Edge.other(active))) {
				Stack.compose("restart", loadBalancer);
				Stack.up();
				assertThat(Edge.holder(first)).isEqualTo(Edge.other(loadBalancer));
				load.await(200);
			}
			EdgeLoad.Outcome outcome = load.outcome();
			outcome.print("both load balancers restarted, one after the other", "the virtual address moves twice",
					TEST);
			assertNothingFailed(outcome);
		}
	}

	@Test
	void reloadFailsNoRequest() {
		try (EdgeLoad load = EdgeLoad.start(first)) {
			for (int time = 0; time < 5; time++) {
				Edge.reload();
				load.await(200);
			}
			EdgeLoad.Outcome outcome = load.outcome();
			outcome.print("both load balancers reloaded, five times", "nothing", TEST);
			assertNothingFailed(outcome);
		}
	}

	@Test
	void eachLoadBalancerHasAnAddressOfItsOwnWhereBothAreActive() {
		Edge.recreate(Map.of("LB_MODE", "active-active"));
		try {
			awaitOwnAddresses();
			try (EdgeLoad load = EdgeLoad.start(first, second)) {
				Stack.compose("stop", "lb1");
				assertThat(Edge.addresses("lb2")).contains(first, second);
				load.await(200);
				EdgeLoad.Outcome outcome = load.outcome();
				outcome.print("one of two active load balancers stopped", "its address moves", TEST);
				assertNothingFailed(outcome);
			}
			Edge.recreate(Map.of("LB_MODE", "active-active"));
			awaitOwnAddresses();
		}
		finally {
			Edge.recreate(Map.of());
		}
	}

	private static void awaitOwnAddresses() {
		Awaitility.await("each load balancer has its own address")
			.until(() -> Edge.holder(first).equals("lb1") && Edge.holder(second).equals("lb2"));
	}

	private static void assertNothingFailed(EdgeLoad.Outcome outcome) {
		assertThat(outcome.failed()).isEmpty();
		assertThat(outcome.lost()).isEmpty();
		assertThat(outcome.duplicates()).isZero();
	}

}
