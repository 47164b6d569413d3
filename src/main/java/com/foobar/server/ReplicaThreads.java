package com.foobar.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stops the threads by which a server follows another. Stateless.
 * <p>
 * An applier stops between two transactions. In the middle of one whose source froze or
 * died while it sent it, it waits a minute for the rest, and a promotion would wait with
 * it. Nothing of that transaction has been committed here or acknowledged to anybody, and
 * its rest is not to come any more, so the applier is ended there. What it then calls an
 * inconsistent or unreadable log goes with the log.
 */
public final class ReplicaThreads {

	/**
	 * How long stopping takes at most: a receiver may be connecting to a frozen server.
	 */
	private static final Duration END = Duration.ofSeconds(10);

	/**
	 * What {@code rpl_stop_replica_timeout} ends with: it has not stopped yet, and is to.
	 */
	private static final Set<Integer> STILL_STOPPING = Set.of(1875, 1876);

	/** The applier that is in the middle of what the receiver has in part. */
	private static final String WAITS_IN_VAIN = """
			SELECT t.PROCESSLIST_ID
			FROM performance_schema.replication_connection_status r
			  JOIN performance_schema.replication_applier_status_by_coordinator a USING (CHANNEL_NAME)
			  JOIN performance_schema.threads t ON t.THREAD_ID = a.THREAD_ID
			WHERE r.CHANNEL_NAME = '' AND r.SERVICE_STATE = 'OFF' AND r.QUEUEING_TRANSACTION <> ''
			  AND a.PROCESSING_TRANSACTION = r.QUEUEING_TRANSACTION""";

	private ReplicaThreads() {
	}

	/**
	 * Stop receiving and applying. Does nothing where neither goes on.
	 * @param sql statements of a user who may stop replication and end connections
	 * @throws DataAccessException if the server refuses, or one of the two goes on for
	 * longer than 10 s
	 */
	public static void stop(JdbcTemplate sql) {
		stopReceiver(sql);
		until(() -> {
			sql.queryForList(WAITS_IN_VAIN, Long.class).forEach((applier) -> Connections.kill(sql, applier));
			return hasStopped(sql, "STOP REPLICA");
		});
	}

	/**
	 * Stop receiving.
	 * @param sql statements of a user who may stop replication and end connections
	 * @throws DataAccessException if the server refuses, or the receiver goes on for
	 * longer than 10 s
	 */
	static void stopReceiver(JdbcTemplate sql) {
		until(() -> hasStopped(sql, "STOP REPLICA IO_THREAD"));
	}

	private static void until(BooleanSupplier stopped) {
		long deadline = System.nanoTime() + END.toNanos();
		while (!stopped.getAsBoolean()) {
			if (System.nanoTime() >= deadline) {
				throw new QueryTimeoutException(
						"Replication goes on %ds after it was stopped".formatted(END.toSeconds()));
			}
		}
	}

	private static boolean hasStopped(JdbcTemplate sql, String statement) {
		try {
			sql.execute(statement);
			return true;
		}
		catch (DataAccessException ex) {
			if (ex.getRootCause() instanceof SQLException cause && STILL_STOPPING.contains(cause.getErrorCode())) {
				return false;
			}
			throw ex;
		}
	}

}
