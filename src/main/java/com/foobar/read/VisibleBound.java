package com.foobar.read;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import org.jspecify.annotations.Nullable;

/**
 * Asks a primary for a position that contains all that a transaction has been able to see
 * there by now. Stateless.
 * <p>
 * MySQL shows a commit for an instant before its executed set contains it; until then the
 * GTID is owned. So what is owned is taken as well, and taken first: a GTID leaves it
 * only to be executed. MariaDB writes its binary log before anybody sees the commit.
 */
final class VisibleBound {

	/** Each kind of server takes the other's part as a comment. */
	private static final String QUERY = "SELECT /*!50705 @@global.gtid_owned, @@global.gtid_executed */"
			+ " /*M!100203 @@global.gtid_current_pos, @@global.gtid_binlog_pos */";

	/** One source's numbers, each with the thread that owns it, as the server prints. */
	private static final Pattern OWNED = Pattern.compile("([0-9a-f-]{36})((?::[a-z_][a-z_0-9]*)?(?::\\d+#\\d+)+)");

	private VisibleBound() {
	}

	/**
	 * Asks.
	 * @return the position, or {@code null} if what the server says does not make one
	 */
	static @Nullable Position ask(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(QUERY)) {
			return row.next() ? bound(row.getString(1), row.getString(2)) : null;
		}
	}

	/** Of what the server prints. */
	static @Nullable Position bound(String owned, String executed) {
		if (executed.isEmpty()) {
			return null;
		}
		if (executed.indexOf(':') < 0) {
			return MariaDbPosition.parse(owned).plus(MariaDbPosition.parse(executed));
		}
		return owned.isEmpty() ? GtidSet.parse(executed) : plus(executed, owned);
	}

	/**
	 * Several sources are printed without anything between them, and not to be told
	 * apart.
	 */
	private static @Nullable Position plus(String executed, String owned) {
		Matcher matcher = OWNED.matcher(owned);
		return matcher.matches() ? GtidSet.parse(executed)
			.plus(GtidSet.parse(matcher.group(1) + matcher.group(2).replaceAll("#\\d+", ""))) : null;
	}

}
