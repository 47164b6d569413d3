package com.foobar.server;

import java.time.Duration;
import java.util.List;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Lets a server wait for a replica before it acknowledges a commit, or go on without one.
 * Stateless.
 * <p>
 * Semi-sync stays enabled either way. To disable it waits for a thread of the server that
 * looks up once a second, and until then nobody reads a global variable: whoever watches
 * the server would take it for dead. What is set instead is whether a commit waits when
 * no replica is connected.
 */
final class ReplicaWait {

	/** How long a connection that was killed may take to end: it looks up like others. */
	private static final Duration END = Duration.ofSeconds(5);

	private ReplicaWait() {
	}

	/** Acknowledge only what a replica has. */
	static void begin(JdbcTemplate sql) {
		sql.execute("SET GLOBAL rpl_semi_sync_source_wait_no_replica = ON");
		sql.execute("SET GLOBAL rpl_semi_sync_source_enabled = ON");
	}

	/**
	 * Acknowledge what no replica has while none is connected. Where commits wait for one
	 * that is connected and says nothing, the connections of all who read the binary log
	 * are cut, and they go on.
	 * @throws DataAccessException if one of these does not end
	 */
	static void end(JdbcTemplate sql) {
		sql.execute("SET GLOBAL rpl_semi_sync_source_wait_no_replica = OFF");
		if (isWaiting(sql)) {
			cutReplicasOff(sql);
		}
	}

	private static boolean isWaiting(JdbcTemplate sql) {
		return Boolean.TRUE.equals(sql.queryForObject("""
				SELECT VARIABLE_VALUE > 0 FROM performance_schema.global_status
				WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_wait_sessions'""", Boolean.class));
	}

	/** Whoever is alive connects again. */
	private static void cutReplicasOff(JdbcTemplate sql) {
		long deadline = System.nanoTime() + END.toNanos();
		List<Long> connections = sql.queryForList(
				"SELECT ID FROM performance_schema.processlist WHERE COMMAND LIKE 'Binlog Dump%'", Long.class);
		connections.forEach((connection) -> Connections.kill(sql, connection));
		while (Connections.isAnyLeft(sql, connections)) {
			if (System.nanoTime() >= deadline) {
				throw new QueryTimeoutException(
						"Of the connections %s, which read the binary log, one is still there %ds after it was killed"
							.formatted(connections, END.toSeconds()));
			}
			sql.execute("DO SLEEP(0.02)");
		}
	}

}
