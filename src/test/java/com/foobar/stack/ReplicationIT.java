package com.foobar.stack;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that db2 is a sound replica of db1 and stays one whatever is restarted. */
@Tag("stack")
class ReplicationIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final GuestbookClient visitor = new GuestbookClient(Stack.url());

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	@Test
	void replicaFollowsByPositionOverVerifiedTls() {
		assertReplicates();
		assertThat(Stack.mysql("db2", """
				SELECT AUTO_POSITION, SSL_ALLOWED, SSL_VERIFY_SERVER_CERTIFICATE
				FROM performance_schema.replication_connection_configuration""")).isEqualTo("1\tYES\tYES");
		assertThat(Stack.number("db1", """
				SELECT COUNT(*) FROM performance_schema.processlist p
				JOIN performance_schema.threads t ON t.PROCESSLIST_ID = p.ID
				WHERE p.USER = 'replication' AND p.COMMAND LIKE 'Binlog Dump%' AND t.CONNECTION_TYPE = 'SSL/TLS'"""))
			.isEqualTo(1);
	}

	@Test
	void replicaRefusesWritesEvenOfAdministrators() {
		assertThat(Stack.mysql("db2", "SELECT @@global.read_only, @@global.super_read_only")).isEqualTo("1\t1");
		assertThat(Stack.mysql("db1", "SELECT @@global.read_only, @@global.super_read_only")).isEqualTo("0\t0");
	}

	@Test
	void usersHaveTheLeastRights() {
		assertThat(grants("reader")).containsExactly("GRANT USAGE ON *.* TO `reader`@`%`",
				"GRANT SELECT ON `guestbook`.* TO `reader`@`%`");
		assertThat(grants("writer")).containsExactly("GRANT USAGE ON *.* TO `writer`@`%`",
				"GRANT SELECT, INSERT, UPDATE, DELETE ON `guestbook`.* TO `writer`@`%`");
		assertThat(grants("migrator")).containsExactly("GRANT USAGE ON *.* TO `migrator`@`%`",
				"GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER ON `guestbook`.* TO `migrator`@`%`");
		assertThat(grants("monitor")).containsExactly("GRANT REPLICATION CLIENT ON *.* TO `monitor`@`%`");
		assertThat(grants("replication")).containsExactly("GRANT REPLICATION SLAVE ON *.* TO `replication`@`%`");
		assertThat(Stack.mysql("db1", "SELECT User FROM mysql.user WHERE Host <> 'localhost' AND ssl_type = ''"))
			.as("users from elsewhere that may come without TLS")
			.isEmpty();
		assertThat(Stack.mysql("db1", "SELECT Host FROM mysql.user WHERE User = 'root'")).isEqualTo("localhost");
	}

	private static String[] grants(String user) {
		return Stack.mysql("db1", "SHOW GRANTS FOR '%s'@'%%'".formatted(user)).split("\n");
	}

	static List<String> services() {
		return Stack.SERVICES;
	}

	@ParameterizedTest
	@MethodSource("services")
	void rolesSurviveTheRestartOf(String service) {
		long id = sign("before the restart of " + service);
		Stack.compose("restart", service);
		Stack.up();
		assertSiteWorks(id);
	}

	@Test
	void rolesSurviveDownAndUp() {
		long id = sign("before down and up");
		Stack.compose("down");
		Stack.up();
		assertSiteWorks(id);
	}

	private long sign(String message) {
		return this.visitor.sign("Ann", message).json().get("id").asLong();
	}

	private void assertSiteWorks(long idBefore) {
		Awaitility.await()
			.atMost(PATIENCE)
			.ignoreException(UncheckedIOException.class)
			.untilAsserted(() -> assertThat(this.visitor.get(idBefore).status()).isEqualTo(200));
		Awaitility.await()
			.atMost(PATIENCE)
			.ignoreException(UncheckedIOException.class)
			.untilAsserted(() -> assertThat(this.visitor.sign("Ann", "afterwards").status()).isEqualTo(201));
		assertReplicates();
		replicaRefusesWritesEvenOfAdministrators();
	}

	/** db2 has all that db1 has, and nothing of its own. */
	private static void assertReplicates() {
		String executed = Stack.mysql("db1", "SELECT @@global.gtid_executed").replace("\\n", "");
		assertThat(executed).isNotEmpty();
		assertThat(Stack.mysql("db2",
				"SELECT WAIT_FOR_EXECUTED_GTID_SET('%s', %d)".formatted(executed, PATIENCE.toSeconds())))
			.as("db2 reaches " + executed)
			.isEqualTo("0");
		String replicated = Stack.mysql("db2", "SELECT @@global.gtid_executed").replace("\\n", "");
		assertThat(Stack.mysql("db1", "SELECT GTID_SUBSET('%s', @@global.gtid_executed)".formatted(replicated)))
			.as("db2 has nothing of its own in " + replicated)
			.isEqualTo("1");
		assertThat(Stack.mysql("db2", """
				SELECT c.SERVICE_STATE, a.SERVICE_STATE FROM performance_schema.replication_connection_status c
				JOIN performance_schema.replication_applier_status a USING (CHANNEL_NAME)""")).isEqualTo("ON\tON");
	}

}
