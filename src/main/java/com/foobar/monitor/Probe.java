package com.foobar.monitor;

import java.sql.SQLException;

/**
 * Asks one node. Confined to the thread that polls, except for {@link #isConnected()} and
 * {@link #abort()}.
 */
interface Probe extends AutoCloseable {

	/** Asks the node now; connects first where there is no connection. */
	Answer poll() throws SQLException;

	/** Whether there is a connection, so that a poll need not open one. */
	boolean isConnected();

	/**
	 * Cuts the connection from any thread, so that a poll that waits for an answer fails
	 * at once, or else the next one. The poll after it connects again.
	 */
	void abort();

	/** Ends the connection politely. */
	@Override
	void close();

}
