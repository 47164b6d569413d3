package com.foobar.probe;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.ManualClock;
import com.foobar.fixture.PairFaults;
import com.foobar.position.Position;
import com.foobar.probe.Replication.State;
import com.foobar.topology.Role;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests what a {@link JdbcProbe} asks, as the user that may do nothing else. */
class JdbcProbeIT {

	private static final String USER = "probe";

	private static final String STRANGER = "stranger";

	private static final String PASSWORD = "probe-password";

	private static final int POLLS = 100;

	private final DatabasePair pair = DatabasePair.get();

	private final DatabaseNode primary = this.pair.primary();

	private final DatabaseNode replica = this.pair.replica();

	private final ManualClock clock = new ManualClock();

	private final JdbcProbe onPrimary = probe(this.primary, PASSWORD);

	private final JdbcProbe onReplica = probe(this.replica, PASSWORD);

	@BeforeAll
	static void createUsers() {
		DatabasePair pair = DatabasePair.get();
		pair.createMonitor(USER, PASSWORD);
		pair.primary().admin().sql("CREATE USER '%s'@'%%' IDENTIFIED BY '%s'".formatted(STRANGER, PASSWORD)).update();
	}

	@AfterAll
	static void dropUsers() {
		PairFaults.dropUser(DatabasePair.get(), USER);
		PairFaults.dropUser(DatabasePair.get(), STRANGER);
	}

	@BeforeEach
	void catchUp() {
		this.replica.awaitCaughtUp(Duration.ofSeconds(30));
	}

	@AfterEach
	void close() {
		this.onPrimary.close();
		this.onReplica.close();
	}

	@Test
	void nodeTellsItsRoleIdentityPositionAndReplication() throws SQLException {
		Answer primary = this.onPrimary.poll();
		assertThat(primary.role()).isEqualTo(Role.PRIMARY);
		assertThat(primary.position()).isEqualTo(Position.parse(this.primary.position()));
		Answer replica = this.onReplica.poll();
		assertThat(replica.role()).isEqualTo(Role.REPLICA);
		assertThat(replica.position()).isEqualTo(primary.position());
		assertThat(replica.replication().state()).isEqualTo(State.FOLLOWING);
		assertThat(replica.replication().lag()).isNotNull();
		assertThat(replica.serverId()).isNotBlank().isNotEqualTo(primary.serverId());
	}

	@Test
	void unchangedPositionIsNotReadAgain() throws SQLException {
		assertThat(this.onPrimary.poll().position()).isSameAs(this.onPrimary.poll().position());
	}

	@Test
	void pollIsOneStatement() throws SQLException {
		assertThat(statements(this.primary, this.onPrimary, 0)).isEqualTo(POLLS);
		assertThat(statements(this.replica, this.onReplica, 0)).isEqualTo(POLLS);
	}

	@Test
	void replicaIsAskedForItsThreadsOnceASecond() throws SQLException {
		assertThat(statements(this.replica, this.onReplica, 50)).isEqualTo(POLLS + POLLS / 20);
	}

	@Test
	void replicaThatDoesNotFollowIsAskedForItsThreadsEachTime() throws SQLException {
		this.replica.stopApplier();
		try {
			assertThat(statements(this.replica, this.onReplica, 0)).isEqualTo(2 * POLLS);
		}
		finally {
			this.replica.startApplier();
		}
	}

	@Test
	void wrongPasswordIsTheReason() {
		try (JdbcProbe stranger = probe(this.primary, "wrong")) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(stranger::poll).withMessageContaining("denied");
		}
	}

	@Test
	void lackOfRightsIsTheReasonAndKeepsTheConnection() {
		MonitorSettings stranger = settings(STRANGER, PASSWORD);
		try (JdbcProbe probe = new JdbcProbe(this.replica.url(), stranger, this.clock)) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(probe::poll).withMessageContaining("denied");
			List<Long> connections = PairFaults.connections(this.replica, STRANGER);
			assertThatExceptionOfType(SQLException.class).isThrownBy(probe::poll).withMessageContaining("denied");
			assertThat(PairFaults.connections(this.replica, STRANGER)).isEqualTo(connections);
		}
	}

	@Test
	void connectionThatWasAbortedBetweenTwoPollsIsReplacedAtOnce() throws SQLException {
		assertThat(this.onPrimary.isEstablished()).isFalse();
		this.onPrimary.poll();
		assertThat(this.onPrimary.isEstablished()).isTrue();
		List<Long> before = PairFaults.connections(this.primary, USER);
		this.onPrimary.abort();
		assertThat(this.onPrimary.poll().role()).isEqualTo(Role.PRIMARY);
		assertThat(this.onPrimary.isEstablished()).isTrue();
		Awaitility.await()
			.untilAsserted(() -> assertThat(PairFaults.connections(this.primary, USER)).hasSize(1)
				.doesNotContainAnyElementsOf(before));
	}

	@Test
	void connectionThatTheServerEndedIsReplacedAtOnce() throws SQLException {
		this.onPrimary.poll();
		PairFaults.disconnect(this.primary, USER);
		assertThat(this.onPrimary.poll().role()).isEqualTo(Role.PRIMARY);
	}

	/** What polls cost the node, with so much time between them. */
	private long statements(DatabaseNode node, JdbcProbe probe, long millisBetween) throws SQLException {
		probe.poll();
		long before = statements(node);
		for (int poll = 0; poll < POLLS; poll++) {
			this.clock.advance(millisBetween);
			probe.poll();
		}
		return statements(node) - before;
	}

	/**
	 * What the one connection of this test has asked its node; what ended before counts
	 * no more.
	 */
	private static long statements(DatabaseNode node) {
		Awaitility.await().until(() -> PairFaults.connections(node, USER).size() == 1);
		return node.admin().sql("""
				SELECT SUM(count_star) FROM performance_schema.events_statements_summary_by_thread_by_event_name
				JOIN performance_schema.threads USING (thread_id)
				WHERE processlist_user = :user""").param("user", USER).query(Long.class).single();
	}

	private JdbcProbe probe(DatabaseNode node, String password) {
		return new JdbcProbe(node.url(), settings(USER, password), this.clock);
	}

	private static MonitorSettings settings(String username, String password) {
		return new MonitorSettings(username, password, Duration.ofMillis(50), Duration.ofMillis(500),
				Duration.ofSeconds(1));
	}

}
