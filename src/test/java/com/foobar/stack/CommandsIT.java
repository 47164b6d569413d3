package com.foobar.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the controller's commands, as an operator types them, refuse what is wrong
 * with a reason, and leave the roles alone then.
 */
@Tag("stack")
class CommandsIT {

	private static final int DONE = 0;

	private static final int REFUSED = 1;

	private static final int NOT_UNDERSTOOD = 2;

	private static final int NOT_IN_ORDER = 3;

	private String primary = "";

	private String replica = "";

	@BeforeAll
	static void stackRuns() {
		ControllerSuite.begin();
	}

	@BeforeEach
	void findRoles() {
		this.primary = Stack.primary();
		this.replica = Stack.other(this.primary);
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
	void statusShowsEachNodeAndThatNothingIsToBeDone() {
		Stack.Result result = Stack.controller("status");
		assertThat(result.status()).isEqualTo(DONE);
		assertThat(result.output()).containsPattern("(?m)^NODE +ROLE +EPOCH +WRITES +FOLLOWS +BEHIND +SEMI-SYNC +NOTE")
			.containsPattern("(?m)^%s +primary +\\d+ +open +- +- +in force".formatted(this.primary))
			.containsPattern("(?m)^%s +replica +\\d+ +refused +%s +\\d+ +-".formatted(this.replica, this.primary))
			.contains("The pair is in order");
	}

	@ParameterizedTest
	@ValueSource(strings = { "switchover", "failover", "rejoin" })
	void unknownNodeIsRefusedWithThoseThereAre(String command) {
		assertRefused("There is no node 'db3': the nodes are db1, db2", command, "db3");
	}

	@Test
	void switchoverToThePrimaryIsRefused() {
		assertRefused(this.primary + " is the primary already", "switchover", this.primary);
	}

	@Test
	void failoverIsRefusedWhileThePrimaryAnswers() {
		String advice = "%s answers and takes writes: switchover %s moves them without a loss".formatted(this.primary,
				this.replica);
		assertRefused(advice, "failover");
		assertRefused(advice, "failover", this.replica);
		assertRefused(this.primary + " is the primary already", "failover", this.primary);
	}

	@Test
	void rejoinOfThePrimaryIsRefused() {
		assertRefused(this.primary + " is the primary", "rejoin", this.primary);
	}

	@Test
	void rejoinOfASoundReplicaDoesNothing() {
		Stack.Result result = Stack.controller("rejoin", this.replica);
		assertThat(result.status()).isEqualTo(DONE);
		assertThat(result.output()).contains("%s follows %s already".formatted(this.replica, this.primary));
		assertRolesAreThoseBefore();
	}

	@ParameterizedTest
	@ValueSource(strings = { "explode", "switchover --gently", "switchover db1 db2", "failover --force=perhaps",
			"rejoin", "restore", "status db1" })
	void whatIsNoCommandIsNotUnderstood(String line) {
		Stack.Result result = Stack.controller(line.split(" "));
		assertThat(result.status()).as(result.output()).isEqualTo(NOT_UNDERSTOOD);
		assertRolesAreThoseBefore();
	}

	@Test
	void helpNamesEveryCommand() {
		Stack.Result result = Stack.controller("--help");
		assertThat(result.status()).isEqualTo(DONE);
		assertThat(result.output()).contains("status", "switchover", "failover", "rejoin", "backup", "restore");
	}

	@Test
	void restoreOfAFileThatIsNotThereIsRefused() {
		assertRefused("There is no file /backups/nothing.sql.gz", "restore", "nothing.sql.gz");
	}

	@Test
	void ofTwoOperatorsAtOnceOneIsRefused() {
		List<Stack.Result> results = Stream.generate(() -> switchover(this.replica))
			.limit(2)
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
		List<Stack.Result> refused = results.stream().filter((result) -> result.status() != DONE).toList();
		assertThat(refused).isNotEmpty().allSatisfy((result) -> {
			assertThat(result.status()).isEqualTo(REFUSED);
			assertThat(result.output()).containsAnyOf("another controller is at work",
					this.replica + " is the primary already");
		});
		Stack.awaitInOrder();
		assertThat(Stack.primary()).isEqualTo((refused.size() < results.size()) ? this.replica : this.primary);
	}

	private static CompletableFuture<Stack.Result> switchover(String node) {
		return CompletableFuture.supplyAsync(() -> Stack.controller("switchover", node),
				(task) -> new Thread(task, "operator").start());
	}

	/** A variable of the environment goes before the file with the right one. */
	@Test
	void wrongPasswordIsNamedAndNotTakenForANodeThatIsDown() {
		Stack.Result result = Stack.controller(Map.of("FOOBAR_CONTROLLER_PASSWORD", "wrong"), List.of("status"));
		assertThat(result.status()).as(result.output()).isEqualTo(NOT_IN_ORDER);
		assertThat(result.output()).containsPattern("(?m)^db1 +unknown .*Access denied")
			.containsPattern("(?m)^db2 +unknown .*Access denied");
		assertRolesAreThoseBefore();
	}

	@Test
	void serviceWithAWrongPasswordSaysSoInItsLogAndChangesNothing() {
		String container = Stack
			.compose("run", "-d", "--no-deps", "-e", "FOOBAR_CONTROLLER_PASSWORD=wrong", "-e",
					"SERVER_ADDRESS=127.0.0.1", "controller")
			.strip();
		try {
			Awaitility.await("the second controller's log")
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(Stack.run(List.of("docker", "logs", container))).containsPattern(
						"WARN .*Waiting for db1 \\(.*Access denied.*\\), db2 \\(.*Access denied.*\\): no node that answers knows of an epoch"));
		}
		finally {
			Stack.run(List.of("docker", "rm", "-f", container));
		}
		assertRolesAreThoseBefore();
		Stack.awaitInOrder();
	}

	private void assertRefused(String reason, String... arguments) {
		Stack.Result result = Stack.controller(arguments);
		assertThat(result.status()).as(result.output()).isEqualTo(REFUSED);
		assertThat(result.output()).contains(reason);
		assertRolesAreThoseBefore();
	}

	private void assertRolesAreThoseBefore() {
		assertThat(Stack.primary()).isEqualTo(this.primary);
	}

}
