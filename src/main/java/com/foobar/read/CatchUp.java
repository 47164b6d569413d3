package com.foobar.read;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

import com.foobar.position.GtidSet;
import com.foobar.position.Position;

/**
 * Waits on a replica until it has executed a position. Stateless. Takes no snapshot of
 * the data: a transaction that has only waited sees what it waited for.
 */
final class CatchUp {

	private CatchUp() {
	}

	/** Waits, and tells whether the node has the position by now. */
	static boolean await(Connection connection, Position position, Duration timeout) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(query(position, timeout))) {
			return row.next() && row.getInt(1) == 0;
		}
	}

	/**
	 * Both functions answer 0 when the position is reached, and take the text of a
	 * position, which has no quotes.
	 */
	private static String query(Position position, Duration timeout) {
		String function = (position instanceof GtidSet) ? "WAIT_FOR_EXECUTED_GTID_SET" : "MASTER_GTID_WAIT";
		return String.format(Locale.ROOT, "SELECT %s('%s', %.3f)", function, position, timeout.toMillis() / 1000.0);
	}

}
