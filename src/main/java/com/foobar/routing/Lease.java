package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A physical connection for the time of one transaction. Confined to the thread that
 * holds the logical connection.
 *
 * @param connection the pooled connection
 * @param decision why it is this node's
 */
record Lease(Connection connection, RoutingDecision decision) {

	/** Gives the connection back; the pool rolls back what is not committed. */
	void end() throws SQLException {
		this.connection.close();
	}

}
