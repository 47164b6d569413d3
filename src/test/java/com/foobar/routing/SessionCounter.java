package com.foobar.routing;

import java.util.Objects;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the server's counters of a session, which know of nobody else's statements where
 * each pool has a single connection. Stateless.
 */
final class SessionCounter {

	private SessionCounter() {
	}

	/** The counter's value in the session that such a transaction gets. */
	static long ask(JdbcClient jdbc, TransactionTemplate transaction, String counter) {
		Long value = transaction.execute((status) -> jdbc.sql("SHOW SESSION STATUS WHERE Variable_name = :counter")
			.param("counter", counter)
			.query((row, number) -> row.getLong("Value"))
			.single());
		return Objects.requireNonNull(value);
	}

}
