package com.foobar.controller;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A transaction that takes so long to send that its source can be stopped in the middle
 * of that. Stateless.
 */
final class LargeTransaction {

	private static final int ROWS = 60;

	private static final int ROW_BYTES = 2_000_000;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private LargeTransaction() {
	}

	/**
	 * Stops its source while the replica has a part of it.
	 * @param pair the pair
	 * @param source the primary, on which it is written
	 * @param replica receives it
	 * @param fault stops the source
	 */
	static void tear(ControlledPair pair, String source, String replica, Runnable fault) throws SQLException {
		pair.migrator(source)
			.sql("CREATE TABLE IF NOT EXISTS guestbook.large (id INT AUTO_INCREMENT PRIMARY KEY, content LONGBLOB)")
			.update();
		try (Connection connection = pair.connect(replica)) {
			JdbcClient receiver = JdbcClient.create(new SingleConnectionDataSource(connection, true));
			CompletableFuture.runAsync(() -> write(pair, source));
			Awaitility.await("a part of a large transaction on " + replica)
				.atMost(PATIENCE)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.until(() -> isInTheMiddle(receiver));
			fault.run();
			if (!isInTheMiddle(receiver)) {
				throw new IllegalStateException("%s had sent all of a transaction of %d MB before it was stopped"
					.formatted(source, ROWS * ROW_BYTES / 1_000_000));
			}
		}
	}

	private static void write(ControlledPair pair, String source) {
		pair.migrator(source).sql("""
				INSERT INTO guestbook.large (content)
				WITH RECURSIVE number (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM number WHERE id < :rows)
				SELECT REPEAT('x', :bytes) FROM number""").param("rows", ROWS).param("bytes", ROW_BYTES).update();
	}

	private static boolean isInTheMiddle(JdbcClient receiver) {
		return receiver.sql("SELECT QUEUEING_TRANSACTION <> '' FROM performance_schema.replication_connection_status")
			.query(Boolean.class)
			.single();
	}

}
