package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.jdbc.JdbcConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that a node that accepts and never answers holds nobody up for long. */
@OnDatabasePair
@Import(RecordedDecisions.class)
@SpringBootTest(properties = { "foobar.routing.pool.size=1", "foobar.routing.pool.socket-timeout=700ms",
		"foobar.routing.pool.connect-timeout=600ms", "foobar.routing.pool.acquire-timeout=500ms",
		"foobar.routing.write-hold=500ms" })
class FrozenNodeIT {

	private static final Duration HOLD = Duration.ofMillis(500);

	/**
	 * Twice the socket timeout, as an end of the connection takes as long, and a hold.
	 */
	private static final Duration BOUND = Duration.ofSeconds(3);

	private final DatabasePair databases = DatabasePair.get();

	@Autowired
	private DataSource dataSource;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private RecordedDecisions decisions;

	@Autowired
	private PlatformTransactionManager transactions;

	@Test
	void readLeavesAFrozenReplicaWithinTheTimeItHasToAnswer() {
		read();
		this.databases.replica().pause();
		try {
			assertThat(timeOfFirst("read on a frozen replica", this::read)).isLessThan(BOUND);
			this.decisions.clear();
			read();
			assertThat(this.decisions.counts()).containsOnlyKeys("db1 fallback");
		}
		finally {
			this.databases.replica().unpause();
		}
		Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
			this.decisions.clear();
			read();
			assertThat(this.decisions.counts()).containsOnlyKeys("db2 replica");
		});
	}

	@Test
	void writeOnAFrozenPrimaryFailsWithinTheSocketTimeoutAndTheHold() {
		write();
		this.databases.primary().pause();
		try {
			assertThat(timeOfFirst("write on a frozen primary", this::write)).isLessThan(BOUND);
			long start = System.nanoTime();
			assertThatExceptionOfType(TransientDataAccessException.class).isThrownBy(this::write)
				.withStackTraceContaining("no-primary");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(HOLD, HOLD.multipliedBy(4));
		}
		finally {
			this.databases.primary().unpause();
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.ignoreExceptionsInstanceOf(DataAccessException.class)
			.untilAsserted(this::write);
	}

	/** How long it takes, well or not. */
	private static Duration timeOfFirst(String what, Runnable transaction) {
		long start = System.nanoTime();
		try {
			transaction.run();
		}
		catch (DataAccessException ex) {
			assertThat(ex).isInstanceOfAny(RecoverableDataAccessException.class,
					DataAccessResourceFailureException.class, TransientDataAccessException.class);
		}
		Duration taken = Duration.ofNanos(System.nanoTime() - start);
		new FaultRow(what).took("over after", taken).print();
		return taken;
	}

	@Test
	void driverIsToldWhatThePoolsAreSetTo() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			PropertySet properties = connection.unwrap(JdbcConnection.class).getPropertySet();
			assertThat(properties.getIntegerProperty(PropertyKey.socketTimeout).getValue()).isEqualTo(700);
			assertThat(properties.getIntegerProperty(PropertyKey.connectTimeout).getValue()).isEqualTo(600);
			assertThat(properties.getBooleanProperty(PropertyKey.useLocalSessionState).getValue()).isTrue();
			assertThat(properties.getBooleanProperty(PropertyKey.readOnlyPropagatesToServer).getValue()).isFalse();
		}
	}

	/** Takes a lock, so that it goes where writes go. */
	private void write() {
		new TransactionTemplate(this.transactions).executeWithoutResult((status) -> this.jdbc
			.queryForObject("SELECT COUNT(*) FROM entry WHERE id = 0 FOR UPDATE", Integer.class));
	}

	private void read() {
		TransactionTemplate readOnly = new TransactionTemplate(this.transactions);
		readOnly.setReadOnly(true);
		readOnly.executeWithoutResult((status) -> this.jdbc.queryForObject("SELECT 1", Integer.class));
	}

}
