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
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that a node that accepts and never answers holds nobody up for long. */
@OnDatabasePair
@SpringBootTest(properties = { "foobar.routing.pool.size=1", "foobar.routing.pool.socket-timeout=700ms",
		"foobar.routing.pool.connect-timeout=600ms", "foobar.routing.pool.acquire-timeout=500ms" })
class FrozenNodeIT {

	private final DatabasePair databases = DatabasePair.get();

	@Autowired
	private DataSource dataSource;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private PlatformTransactionManager transactions;

	@Test
	void statementOnAFrozenNodeFailsWithinTheSocketTimeoutAndTheNodeIsUsedAgainAfterwards() {
		read();
		this.databases.replica().pause();
		try {
			for (int attempt = 0; attempt < 3; attempt++) {
				long start = System.nanoTime();
				assertThatExceptionOfType(DataAccessException.class).isThrownBy(this::read);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
			}
		}
		finally {
			this.databases.replica().unpause();
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.ignoreExceptionsInstanceOf(DataAccessException.class)
			.untilAsserted(this::read);
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

	private void read() {
		TransactionTemplate readOnly = new TransactionTemplate(this.transactions);
		readOnly.setReadOnly(true);
		readOnly.executeWithoutResult((status) -> this.jdbc.queryForObject("SELECT 1", Integer.class));
	}

}
