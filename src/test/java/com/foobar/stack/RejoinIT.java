package com.foobar.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a node comes back as a sound replica, whatever became of its data. */
@Tag("stack")
class RejoinIT {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

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

	/** An old primary that returns with what nobody else has looks the same. */
	@Test
	void surplusIsSavedAndItsNodeClonedAnew() {
		String primary = Stack.primary();
		String replica = Stack.other(primary);
		String message = UUID.randomUUID().toString();
		Stack.mysql(replica,
				"""
						SET GLOBAL super_read_only = OFF;
						INSERT INTO guestbook.entry (author, message, created, visitor) VALUES ('Nobody', '%s', NOW(3), RANDOM_BYTES(16));
						SET GLOBAL super_read_only = ON"""
					.formatted(message));
		assertThat(Stack.controller("status").status()).as("status of a pair with a surplus").isNotZero();
		String output = Stack.control("rejoin", replica);
		Stack.awaitInOrder();
		assertThat(Stack.number(replica, count(message))).isZero();
		assertThat(Stack.number(primary, count(message))).isZero();
		Stack.awaitSame(primary, replica);
		assertThat(output).as("says where the surplus is").contains(replica);
	}

	private static String count(String message) {
		return "SELECT COUNT(*) FROM guestbook.entry WHERE message = '%s'".formatted(message);
	}

	@Test
	void nodeWithoutItsVolumeIsClonedAnew() {
		String primary = Stack.primary();
		String replica = Stack.other(primary);
		long id = new GuestbookClient(Stack.url()).sign("Ann", "before the loss of " + replica)
			.json()
			.get("id")
			.asLong();
		String volume = Stack.inspect(replica)
			.get("Mounts")
			.valueStream()
			.filter((mount) -> mount.get("Destination").asString().equals("/var/lib/mysql"))
			.map((mount) -> mount.get("Name").asString())
			.findFirst()
			.orElseThrow();
		Stack.compose("rm", "--stop", "--force", replica);
		Stack.run(List.of("docker", "volume", "rm", volume));
		Stack.compose("up", "-d", "--no-deps", replica);
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> Stack.controller("rejoin", replica).status() == 0);
		Stack.awaitInOrder();
		Stack.awaitSame(primary, replica);
		assertThat(Stack.number(replica, "SELECT COUNT(*) FROM guestbook.entry WHERE id = " + id)).isOne();
	}

	/**
	 * Without a replica writes go on, and the pair says that it is not safe meanwhile.
	 */
	@Test
	void killedReplicaIsNotNoticedWhereAvailabilityGoesFirst() {
		ControllerSuite.begin(Map.of("DURABILITY", "available"));
		String replica = Stack.other(Stack.primary());
		try (StackLoad load = StackLoad.start()) {
			load.mark("kill " + replica);
			Stack.docker("kill", replica);
			load.await(1500);
			assertThat(Stack.controller("status").status()).as("status without a replica").isNotZero();
			load.mark("start " + replica);
			Stack.compose("start", replica);
			Stack.awaitInOrder();
			load.mark("in order");
			load.await(200);
			StackLoad.Outcome outcome = load.outcome();
			outcome.print("replica killed, `available`", "writes pause", "RejoinIT");
			assertThat(outcome.violations()).isEmpty();
			assertThat(outcome.onPrimary().writes().failures()).isEmpty();
			assertThat(outcome.onPrimary().reads().failures()).isEmpty();
		}
		finally {
			Stack.compose("start", replica);
			ControllerSuite.begin();
		}
	}

}
