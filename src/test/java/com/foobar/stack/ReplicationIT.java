package com.foobar.stack;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that one node is a sound replica of the other whatever is restarted. */
@Tag("stack")
class ReplicationIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final GuestbookClient visitor = new GuestbookClient(Stack.url());

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	/** A primary that is restarted may have been replaced. */
	@AfterAll
	static void leaveInOrder() {
		ControllerSuite.end();
	}

	@Test
	void replicaFollowsByPositionOverVerifiedTls() {
		assertReplicates();
		String primary = Stack.primary();
		assertThat(Stack.mysql(Stack.other(primary), """
				SELECT AUTO_POSITION, SSL_ALLOWED, SSL_VERIFY_SERVER_CERTIFICATE, SSL_CERTIFICATE
				FROM performance_schema.replication_connection_configuration"""))
			.isEqualTo("1\tYES\tYES\t/run/secrets/server.pem");
		assertThat(Stack.number(primary, """
				SELECT COUNT(*) FROM performance_schema.processlist p
				JOIN performance_schema.threads t ON t.PROCESSLIST_ID = p.ID
				WHERE p.USER = 'replication' AND p.COMMAND LIKE 'Binlog Dump%' AND t.CONNECTION_TYPE = 'SSL/TLS'"""))
			.isEqualTo(1);
	}

	@Test
	void replicaRefusesWritesEvenOfAdministrators() {
		String primary = Stack.primary();
		assertThat(Stack.mysql(Stack.other(primary), "SELECT @@global.read_only, @@global.super_read_only"))
			.isEqualTo("1\t1");
		assertThat(Stack.mysql(primary, "SELECT @@global.read_only, @@global.super_read_only")).isEqualTo("0\t0");
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
		assertThat(grants("clone")).containsExactly("GRANT USAGE ON *.* TO `clone`@`%`",
				"GRANT BACKUP_ADMIN ON *.* TO `clone`@`%`");
		assertThat(Stack.mysql("db1",
				"SELECT User, ssl_type FROM mysql.user WHERE ssl_type IN ('X509', 'SPECIFIED') ORDER BY User"))
			.as("users that must show a certificate")
			.isEqualTo("clone\tX509\ncontroller\tSPECIFIED\nreplication\tX509");
		assertThat(Stack.mysql("db1", "SELECT User FROM mysql.user WHERE Host <> 'localhost' AND ssl_type = ''"))
			.as("users from elsewhere that may come without TLS")
			.isEmpty();
		assertThat(Stack.mysql("db1", "SELECT Host FROM mysql.user WHERE User = 'root'")).isEqualTo("localhost");
	}

	@ParameterizedTest
	@ValueSource(strings = { "db1", "db2" })
	void controllerHasNoRightOverDataThatIsNotItsOwnOrTheGuestbooks(String node) {
		assertThat(grants(node, "controller").filter((grant) -> !grant.contains(" ON *.* ")).map(ReplicationIT::schema))
			.containsExactlyInAnyOrder("`controller`.*", "`guestbook`.*", "`performance_schema`.*");
		assertThat(grants(node, "controller").filter((grant) -> grant.contains(" ON *.* ")).toList()).containsExactly(
				"GRANT RELOAD, SHUTDOWN, PROCESS, REPLICATION SLAVE, REPLICATION CLIENT, CREATE USER ON *.* TO `controller`@`%` WITH GRANT OPTION",
				"GRANT CLONE_ADMIN,CONNECTION_ADMIN,REPLICATION_SLAVE_ADMIN,SYSTEM_USER,SYSTEM_VARIABLES_ADMIN ON *.* TO `controller`@`%`",
				"GRANT BACKUP_ADMIN ON *.* TO `controller`@`%` WITH GRANT OPTION");
	}

	private static String[] grants(String user) {
		return grants("db1", user).toArray(String[]::new);
	}

	private static Stream<String> grants(String node, String user) {
		return Stack.mysql(node, "SHOW GRANTS FOR '%s'@'%%'".formatted(user)).lines();
	}

	private static String schema(String grant) {
		return grant.replaceAll(".* ON (\\S+) TO .*", "$1");
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

	private static void assertReplicates() {
		Stack.awaitInOrder();
		String primary = Stack.primary();
		String replica = Stack.other(primary);
		Stack.awaitSame(primary, replica);
		assertThat(Stack.mysql(replica, """
				SELECT c.SERVICE_STATE, a.SERVICE_STATE FROM performance_schema.replication_connection_status c
				JOIN performance_schema.replication_applier_status a USING (CHANNEL_NAME)""")).isEqualTo("ON\tON");
	}

}
