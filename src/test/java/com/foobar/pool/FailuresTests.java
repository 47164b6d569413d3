package com.foobar.pool;

import java.net.ConnectException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FailuresTests {

	@Test
	void rootCauseIsNamedWithTheFailure() {
		SQLException link = new SQLException("Communications link failure\n\nThe last packet…",
				new ConnectException("Connection refused"));
		SQLException pool = new SQLException("db1 read-write - Connection is not available", link);
		assertThat(Failures.describe(pool))
			.isEqualTo("db1 read-write - Connection is not available: Connection refused");
	}

	@Test
	void repeatedMessageIsNamedOnce() {
		assertThat(Failures.describe(new IllegalStateException("it failed: why", new IllegalStateException("why"))))
			.isEqualTo("it failed: why");
	}

	@Test
	void failureWithoutMessageIsNamedByItsType() {
		assertThat(Failures.describe(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
	}

}
