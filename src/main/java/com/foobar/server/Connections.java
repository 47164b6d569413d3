package com.foobar.server;

import java.util.Collection;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Ends connections to a server, and threads of its own that count as such. Stateless. */
final class Connections {

	private Connections() {
	}

	/**
	 * Ends one, which takes until it looks up. Does nothing where it has gone by itself.
	 * @throws DataAccessException if the server refuses
	 */
	static void kill(JdbcTemplate sql, long connection) {
		try {
			sql.execute("KILL CONNECTION " + connection);
		}
		catch (DataAccessException ex) {
			if (isThere(sql, connection)) {
				throw ex;
			}
		}
	}

	/** Whether any of them is still there. */
	static boolean isAnyLeft(JdbcTemplate sql, Collection<Long> connections) {
		return connections.stream().anyMatch((connection) -> isThere(sql, connection));
	}

	private static boolean isThere(JdbcTemplate sql, long connection) {
		return !sql.queryForList("SELECT 1 FROM performance_schema.processlist WHERE ID = ?", connection).isEmpty();
	}

}
