package com.foobar.server;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.foobar.position.GtidSet;
import com.foobar.server.Channel.Receiver;
import com.foobar.server.Epoch.Reason;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Asks a server for its {@link ServerState}, in a few statements. Stateless. */
final class StateReader {

	/**
	 * Errors of all threads of the one channel there is: the receiver's, the
	 * coordinator's and each worker's. One that tells of this node comes before one that
	 * only tells that the source is away.
	 */
	private static final String CHANNEL = """
			SELECT CONCAT(c.HOST, ':', c.PORT) AS source, s.SERVICE_STATE AS receiver,
			  s.RECEIVED_TRANSACTION_SET AS received, a.SERVICE_STATE AS applier,
			  TIMESTAMPDIFF(MICROSECOND, GREATEST(s.LAST_HEARTBEAT_TIMESTAMP,
			    s.LAST_QUEUED_TRANSACTION_END_QUEUE_TIMESTAMP), NOW(6)) AS silence,
			  GREATEST(s.LAST_HEARTBEAT_TIMESTAMP, s.LAST_QUEUED_TRANSACTION_END_QUEUE_TIMESTAMP) > '1970-01-02' AS heard,
			  e.number, e.message -- a coordinator only says that a worker has stopped
			FROM performance_schema.replication_connection_configuration c
			  JOIN performance_schema.replication_connection_status s USING (CHANNEL_NAME)
			  JOIN performance_schema.replication_applier_status a USING (CHANNEL_NAME)
			  LEFT JOIN (
			    SELECT CHANNEL_NAME, 1 AS place, LAST_ERROR_NUMBER AS number, LAST_ERROR_MESSAGE AS message
			      FROM performance_schema.replication_connection_status
			    UNION ALL SELECT CHANNEL_NAME, 3, LAST_ERROR_NUMBER, LAST_ERROR_MESSAGE
			      FROM performance_schema.replication_applier_status_by_coordinator
			    UNION ALL SELECT CHANNEL_NAME, 2, LAST_ERROR_NUMBER, LAST_ERROR_MESSAGE
			      FROM performance_schema.replication_applier_status_by_worker) e
			    ON e.CHANNEL_NAME = c.CHANNEL_NAME AND e.number <> 0
			WHERE c.CHANNEL_NAME = ''
			ORDER BY e.number BETWEEN 2000 AND 2999, a.SERVICE_STATE = 'OFF' AND e.place = 1, e.place LIMIT 1""";

	private static final String SEMI_SYNC = """
			SELECT VARIABLE_NAME, VARIABLE_VALUE FROM performance_schema.global_status WHERE VARIABLE_NAME IN
			  ('Rpl_semi_sync_source_status', 'Rpl_semi_sync_source_clients', 'Rpl_semi_sync_source_wait_sessions')""";

	private static final String EPOCH = """
			SELECT number, node, reason, TIMESTAMPDIFF(MICROSECOND, promoted_at, UTC_TIMESTAMP(6)) AS age
			FROM controller.epoch ORDER BY number DESC LIMIT 1""";

	private StateReader() {
	}

	static ServerState read(JdbcTemplate server) {
		boolean initialized = Boolean.TRUE.equals(server.queryForObject("""
				SELECT COUNT(*) > 0 FROM information_schema.TABLES
				WHERE TABLE_SCHEMA = 'controller' AND TABLE_NAME = 'epoch'""", Boolean.class));
		Epoch epoch = initialized ? first(server, EPOCH, (row, index) -> epoch(row)) : null;
		Channel channel = first(server, CHANNEL, (row, index) -> channel(row));
		Map<String, String> semiSync = server.queryForList(SEMI_SYNC)
			.stream()
			.collect(Collectors.toMap((row) -> String.valueOf(row.get("VARIABLE_NAME")),
					(row) -> String.valueOf(row.get("VARIABLE_VALUE"))));
		ServerState state = first(server, """
				SELECT @@global.server_uuid, @@global.read_only, @@global.super_read_only, @@global.offline_mode,
				  @@global.gtid_executed, @@global.gtid_purged,
				  @@global.rpl_semi_sync_source_enabled AND @@global.rpl_semi_sync_source_wait_no_replica""",
				(row, index) -> state(row, channel, semiSync, epoch));
		if (state == null) {
			throw new IllegalStateException("A server has answered a SELECT without a table by no row");
		}
		return state;
	}

	private static ServerState state(ResultSet row, @Nullable Channel channel, Map<String, String> semiSync,
			@Nullable Epoch epoch) throws SQLException {
		return new ServerState(row.getString(1), row.getBoolean(2), row.getBoolean(3), row.getBoolean(4),
				GtidSet.parse(row.getString(5)), GtidSet.parse(row.getString(6)), channel,
				new SemiSync(row.getBoolean(7), "ON".equals(semiSync.get("Rpl_semi_sync_source_status")),
						Integer.parseInt(semiSync.getOrDefault("Rpl_semi_sync_source_clients", "0")),
						Integer.parseInt(semiSync.getOrDefault("Rpl_semi_sync_source_wait_sessions", "0"))),
				epoch);
	}

	private static Channel channel(ResultSet row) throws SQLException {
		String error = row.getString("message");
		Duration silence = row.getBoolean("heard") ? Duration.ofNanos(row.getLong("silence") * 1000) : null;
		return new Channel(row.getString("source"), Receiver.valueOf(row.getString("receiver")),
				"ON".equals(row.getString("applier")), (error != null) ? error : "", row.getInt("number"),
				GtidSet.parse(row.getString("received")), silence);
	}

	private static Epoch epoch(ResultSet row) throws SQLException {
		return new Epoch(row.getLong("number"), row.getString("node"), Reason.valueOf(row.getString("reason")),
				Duration.ofNanos(row.getLong("age") * 1000));
	}

	private static <T> @Nullable T first(JdbcTemplate server, String sql, RowMapper<T> mapper) {
		List<T> rows = server.query(sql, mapper);
		return rows.isEmpty() ? null : rows.get(0);
	}

}
