package com.foobar.stack;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a backup taken under load comes back whole on both nodes, and that nothing
 * is restored over rows or from a file that is not whole.
 */
@Tag("stack")
class BackupIT {

	private static final int REFUSED = 1;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/** Begins the names of this test's files. */
	private static final String FILES = "backup-it-";

	@BeforeAll
	static void stackRuns() {
		ControllerSuite.begin();
	}

	@AfterAll
	static void leaveInOrder() {
		inBackups("rm -f %s*".formatted(FILES));
		ControllerSuite.end();
	}

	@Test
	void backupUnderLoadIsRestoredOnBothNodes() {
		String primary = Stack.primary();
		String replica = Stack.other(primary);
		String file = newName();
		List<String> before = saveUnderLoad(primary, replica, file);
		withoutApplications(() -> {
			Stack.mysql(primary, "SET foreign_key_checks = 0; DROP TABLE " + tables(primary));
			assertThat(Stack.control("restore", file)).contains(file + " is whole", replica + ": has it too");
			Stack.awaitSame(primary, replica);
			assertThat(entries(primary)).containsAll(before);
			assertThat(entries(replica)).isEqualTo(entries(primary));
			assertThat(checksums(replica)).isEqualTo(checksums(primary));
		});
		Awaitility.await("the site takes entries")
			.atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> new GuestbookClient(Stack.url()).sign("Ann", "after the restore").status() == 201);
	}

	/**
	 * What is there before the backup begins, and with that all that was acknowledged.
	 */
	private static List<String> saveUnderLoad(String primary, String replica, String file) {
		try (StackLoad load = StackLoad.start()) {
			List<String> before = entries(primary);
			Stack.awaitSame(primary, replica);
			load.mark("backup");
			assertThat(Stack.control("backup", file)).contains(file);
			load.mark("backup is over");
			load.await(200);
			StackLoad.Outcome outcome = load.outcome();
			outcome.print("backup", "nothing", "BackupIT");
			assertThat(outcome.violations()).isEmpty();
			assertThat(outcome.onPrimary().writes().failures()).isEmpty();
			assertThat(outcome.onPrimary().reads().failures()).isEmpty();
			return before;
		}
	}

	@Test
	void restoreOverRowsIsRefusedAndChangesNothing() {
		String primary = Stack.primary();
		new GuestbookClient(Stack.url()).sign("Ann", "to be kept");
		String file = newName();
		Stack.control("backup", file);
		withoutApplications(() -> {
			String executed = Stack.mysql(primary, "SELECT @@global.gtid_executed");
			String checksums = checksums(primary);
			assertRefused("guestbook holds data, in entry", file);
			assertThat(Stack.mysql(primary, "SELECT @@global.gtid_executed")).isEqualTo(executed);
			assertThat(checksums(primary)).isEqualTo(checksums);
		});
	}

	@Test
	void restoreUnderApplicationsIsRefused() {
		new GuestbookClient(Stack.url()).sign("Ann", "so that a writer is connected");
		String file = newName();
		Stack.control("backup", file);
		assertRefused("applications are connected", file);
	}

	/** The first cuts the compressed file, the second what is in it. */
	@ParameterizedTest
	@ValueSource(strings = { "head --bytes=-100 %s >%s", "gzip -dc %s | head --lines=-3 | gzip >%s" })
	void fileThatIsNotWholeIsRefused(String cut) {
		String file = newName();
		String part = newName();
		Stack.control("backup", file);
		inBackups(cut.formatted(file, part));
		Stack.Result result = Stack.controller("restore", part);
		assertThat(result.status()).as(result.output()).isEqualTo(REFUSED);
		assertThat(result.output()).contains(part).containsAnyOf("cannot be read", "is not whole");
	}

	@Test
	void backupIntoAFileThatIsThereIsRefused() {
		String file = newName();
		Stack.control("backup", file);
		Stack.Result result = Stack.controller("backup", file);
		assertThat(result.status()).as(result.output()).isEqualTo(REFUSED);
		assertThat(result.output()).contains(file + " exists already");
	}

	private static void assertRefused(String reason, String file) {
		Stack.Result result = Stack.controller("restore", file);
		assertThat(result.status()).as(result.output()).isEqualTo(REFUSED);
		assertThat(result.output()).contains(reason);
	}

	private static void withoutApplications(Runnable task) {
		Stack.compose("stop", "app1", "app2");
		try {
			task.run();
		}
		finally {
			Stack.compose("up", "-d", "--no-deps", "--wait", "app1", "app2");
		}
	}

	private static String newName() {
		return FILES + UUID.randomUUID() + ".sql.gz";
	}

	private static void inBackups(String script) {
		Stack.compose("exec", "-T", ControllerSuite.CONTROLLER, "bash", "-c", "cd /backups && " + script);
	}

	private static List<String> entries(String node) {
		return Stack
			.mysql(node, "SELECT id, version, author, message, created, HEX(visitor) FROM guestbook.entry ORDER BY id")
			.lines()
			.toList();
	}

	private static String checksums(String node) {
		return Stack.mysql(node, "CHECKSUM TABLE " + tables(node));
	}

	private static String tables(String node) {
		List<String> names = Stack
			.mysql(node, "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'guestbook' ORDER BY 1")
			.lines()
			.toList();
		return String.join(", ", names.stream().map((name) -> "guestbook." + name).toList());
	}

}
