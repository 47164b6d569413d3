package com.foobar.server;

import java.sql.Connection;
import java.sql.SQLException;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The right to work on a server, as a named lock of the server itself: it ends with the
 * connection that holds it, whatever becomes of the process at the other end.
 */
public final class ServerLock implements AutoCloseable {

	private static final String NAME = "foobar controller";

	/** Seconds after which a server lets go of a controller that has fallen silent. */
	private static final int SILENCE = 7200;

	private final Connection connection;

	private ServerLock(Connection connection) {
		this.connection = connection;
	}

	static ServerLock take(String server, Connection connection) throws SQLException {
		try {
			JdbcTemplate sql = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
			sql.execute("SET SESSION wait_timeout = " + SILENCE);
			if (Integer.valueOf(1).equals(sql.queryForObject("SELECT GET_LOCK(?, 0)", Integer.class, NAME))) {
				return new ServerLock(connection);
			}
			String holder = sql.queryForObject("""
					SELECT CONCAT('connection ', ID, ' from ', HOST) FROM performance_schema.processlist
					WHERE ID = IS_USED_LOCK(?) UNION ALL SELECT 'a connection that has just ended' LIMIT 1""",
					String.class, NAME);
			throw new LockedException(server, String.valueOf(holder));
		}
		catch (RuntimeException ex) {
			connection.close();
			throw ex;
		}
	}

	/** Let others work on the server. */
	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			// it ends with the connection, which is gone
		}
	}

}
