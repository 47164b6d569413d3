package com.foobar.probe;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import com.foobar.probe.Replication.State;
import org.jspecify.annotations.Nullable;

/** The two kinds of server, with the SQL and the words in which they differ. */
enum Dialect {

	/** MySQL, whose position is its set of executed transactions. */
	MYSQL("SELECT @@global.read_only, @@global.server_uuid, @@global.gtid_executed", "Replica_IO_Running",
			"Replica_SQL_Running", "Seconds_Behind_Source") {

		@Override
		Position position(String text) {
			return GtidSet.parse(text);
		}

	},

	/**
	 * MariaDB, whose current position may leave out what a primary has written last,
	 * which its binary log's has. Not so on a replica: there the log is ahead of what can
	 * be read.
	 */
	MARIADB("""
			SELECT @@global.read_only, @@global.server_id, CONCAT(@@global.gtid_current_pos, ';',
				IF(@@global.read_only, '', @@global.gtid_binlog_pos))""", "Slave_IO_Running", "Slave_SQL_Running",
			"Seconds_Behind_Master") {

		@Override
		Position position(String text) {
			int separator = text.indexOf(';');
			return MariaDbPosition.parse(text.substring(0, separator))
				.plus(MariaDbPosition.parse(text.substring(separator + 1)));
		}

	};

	private static final int MAX_ERROR = 200;

	private final String query;

	private final String receiver;

	private final String applier;

	private final String lag;

	Dialect(String query, String receiver, String applier, String lag) {
		this.query = query;
		this.receiver = receiver;
		this.applier = applier;
		this.lag = lag;
	}

	/** The kind of a server by the version it greets with. */
	static Dialect of(String version) {
		return version.contains("MariaDB") ? MARIADB : MYSQL;
	}

	/** The query for whether a node is read-only, its identity and its position. */
	String query() {
		return this.query;
	}

	/** The position as the third column of the query has it. */
	abstract Position position(String text);

	/** One row of {@code SHOW REPLICA STATUS}. */
	Replication replication(ResultSet row) throws SQLException {
		if (!"Yes".equals(row.getString(this.applier))) {
			return new Replication(State.STOPPED, "applier stopped" + error(row, "Last_SQL_Error"), null);
		}
		Duration lag = lag(row);
		return switch (row.getString(this.receiver)) {
			case "Yes" -> (lag != null) ? new Replication(State.FOLLOWING, "", lag)
					: new Replication(State.INTERRUPTED, "lag unknown", null);
			case "No" -> new Replication(State.STOPPED, "receiver stopped" + error(row, "Last_IO_Error"), lag);
			default -> new Replication(State.INTERRUPTED, "receiver not connected" + error(row, "Last_IO_Error"), lag);
		};
	}

	private @Nullable Duration lag(ResultSet row) throws SQLException {
		long seconds = row.getLong(this.lag);
		return row.wasNull() ? null : Duration.ofSeconds(seconds);
	}

	private static String error(ResultSet row, String column) throws SQLException {
		String error = row.getString(column);
		if (error == null || error.isBlank()) {
			return "";
		}
		String line = error.strip().lines().findFirst().orElse("");
		return ": " + line.substring(0, Math.min(MAX_ERROR, line.length()));
	}

}
