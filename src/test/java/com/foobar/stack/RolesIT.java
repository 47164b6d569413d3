package com.foobar.stack;

import java.time.Duration;
import java.util.Map;

import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a node which was promoted stays the primary whatever is restarted, and that
 * nobody but the controller opens a node. Failover is not automatic here: a primary that
 * takes longer than a second to come back would otherwise be replaced, which is as good.
 */
@Tag("stack")
class RolesIT {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private long id;

	@BeforeEach
	void promote() {
		ControllerSuite.begin(Map.of("AUTOMATIC_FAILOVER", "false"));
		if (!Stack.primary().equals("db2")) {
			Stack.control("switchover", "db2");
			Stack.awaitInOrder();
		}
		this.id = new GuestbookClient(Stack.url()).sign("Ann", "to be kept").json().get("id").asLong();
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
	void rolesSurviveDownAndUpAfterAPromotion() {
		Stack.compose("down");
		Stack.up();
		assertPromotedNodeIsThePrimary();
	}

	@ParameterizedTest
	@ValueSource(strings = { "db1", "db2", "controller" })
	void rolesSurviveTheRestartOf(String service) {
		Stack.compose("restart", service);
		assertPromotedNodeIsThePrimary();
	}

	@Test
	void rolesSurviveTheRestartOfBothNodes() {
		Stack.compose("restart", "db1", "db2");
		assertPromotedNodeIsThePrimary();
	}

	@Test
	void nothingIsOpenedUntilTheControllerIsBack() {
		Stack.compose("stop", ControllerSuite.CONTROLLER);
		try {
			Stack.compose("restart", "db1", "db2");
			for (String node : Stack.nodes()) {
				Awaitility.await(node + " answers")
					.atMost(PATIENCE)
					.ignoreException(AssertionError.class)
					.until(() -> Stack.mysql(node, "SELECT @@global.super_read_only").equals("1"));
			}
			assertThat(new GuestbookClient(Stack.url()).sign("Ann", "too early").status()).isEqualTo(503);
			assertThat(Stack.nodes()).noneMatch(Stack::isWritable);
		}
		finally {
			Stack.compose("start", ControllerSuite.CONTROLLER);
		}
		assertPromotedNodeIsThePrimary();
	}

	private void assertPromotedNodeIsThePrimary() {
		Stack.awaitInOrder();
		assertThat(Stack.primary()).isEqualTo("db2");
		assertSiteWorks();
	}

	private void assertSiteWorks() {
		GuestbookClient visitor = new GuestbookClient(Stack.url());
		Awaitility.await()
			.atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> visitor.sign("Ann", "afterwards").status() == 201);
		assertThat(visitor.get(this.id).status()).isEqualTo(200);
		String primary = Stack.primary();
		Stack.awaitSame(primary, Stack.other(primary));
	}

}
