package com.foobar.monitor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.monitor.Replication.State;
import com.foobar.position.Position;
import com.foobar.topology.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests what a {@link JdbcProbe} asks, as the user that may do nothing else. */
class JdbcProbeIT {

	private static final int POLLS = 100;

	private final DatabasePair pair = DatabasePair.get();

	private final DatabaseNode primary = this.pair.primary();

	private final DatabaseNode replica = this.pair.replica();

	private final ManualClock clock = new ManualClock();

	private final JdbcProbe onPrimary = probe(this.primary, "monitor-password");

	private final JdbcProbe onReplica = probe(this.replica, "monitor-password");

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
		MonitorSettings reader = settings("reader", "reader-password");
		try (JdbcProbe probe = new JdbcProbe(this.replica.url(), reader, this.clock)) {
			assertThatExceptionOfType(SQLException.class).isThrownBy(probe::poll).withMessageContaining("denied");
			List<Long> connections = PairFaults.connections(this.replica, "reader");
			assertThatExceptionOfType(SQLException.class).isThrownBy(probe::poll).withMessageContaining("denied");
			assertThat(PairFaults.connections(this.replica, "reader")).isEqualTo(connections);
		}
	}

	@Test
	void abortedConnectionFailsOnceAndIsReplaced() throws SQLException {
		this.onPrimary.poll();
		this.onPrimary.abort();
		assertThatExceptionOfType(SQLException.class).isThrownBy(this.onPrimary::poll);
		assertThat(this.onPrimary.isConnected()).isFalse();
		assertThat(this.onPrimary.poll().role()).isEqualTo(Role.PRIMARY);
		assertThat(this.onPrimary.isConnected()).isTrue();
	}

	@Test
	void connectionThatTheServerEndedIsReplacedAtOnce() throws SQLException {
		this.onPrimary.poll();
		PairFaults.disconnect(this.primary, "monitor");
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

	private static long statements(DatabaseNode node) {
		return node.admin().sql("""
				SELECT SUM(count_star) FROM performance_schema.events_statements_summary_by_user_by_event_name
				WHERE user = 'monitor'""").query(Long.class).single();
	}

	private JdbcProbe probe(DatabaseNode node, String password) {
		return new JdbcProbe(node.url(), settings("monitor", password), this.clock);
	}

	private static MonitorSettings settings(String username, String password) {
		return new MonitorSettings(username, password, Duration.ofMillis(50), Duration.ofMillis(500),
				Duration.ofSeconds(1));
	}

}
