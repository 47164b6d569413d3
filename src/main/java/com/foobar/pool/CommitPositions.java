package com.foobar.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import com.mysql.cj.MysqlConnection;
import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.ServerSessionStateChanges;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChange;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;

/**
 * The positions of the transactions that one connection commits, as the server's answer
 * to each {@code COMMIT} tells them: no statement is spent on it. Confined to the thread
 * that uses the connection. The driver holds its listeners weakly and trips over one that
 * has been collected, so whoever watches keeps this until {@link #close()}.
 */
public final class CommitPositions implements SessionStateChangesListener, AutoCloseable {

	/**
	 * Asks the server to tell; each kind of server takes the other's part as a comment.
	 */
	static final String TRACKING = "SET /*!50705 session_track_gtids = OWN_GTID */"
			+ " /*M!100203 session_track_system_variables = 'last_gtid' */";

	private static final String MARIADB_VARIABLE = "last_gtid";

	private final ServerSessionStateController controller;

	private Position written = GtidSet.EMPTY;

	private CommitPositions(ServerSessionStateController controller) {
		this.controller = controller;
	}

	/**
	 * Begin to watch a connection.
	 * @param connection a pooled connection for {@link PoolPurpose#READ_WRITE}
	 * @return what it commits from now on
	 * @throws SQLException if it is closed
	 */
	public static CommitPositions watch(Connection connection) throws SQLException {
		CommitPositions watching = new CommitPositions(
				connection.unwrap(MysqlConnection.class).getServerSessionStateController());
		watching.controller.addSessionStateChangesListener(watching);
		return watching;
	}

	@Override
	public void handleSessionStateChanges(ServerSessionStateChanges changes) {
		for (SessionStateChange change : changes.getSessionStateChangesList()) {
			List<String> values = change.getValues();
			if (change.getType() == ServerSessionStateController.SESSION_TRACK_GTIDS) {
				add(GtidSet.parse(values.get(0)));
			}
			else if (change.getType() == ServerSessionStateController.SESSION_TRACK_SYSTEM_VARIABLES
					&& MARIADB_VARIABLE.equals(values.get(0)) && !values.get(1).isEmpty()) {
				add(MariaDbPosition.parse(values.get(1)));
			}
		}
	}

	private void add(Position position) {
		this.written = this.written.plus(position);
	}

	/**
	 * What has been committed since the connection is watched.
	 * @return the position, empty if nothing was written
	 */
	public Position written() {
		return this.written;
	}

	/** End watching. */
	@Override
	public void close() {
		this.controller.removeSessionStateChangesListener(this);
	}

}
