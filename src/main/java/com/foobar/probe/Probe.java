package com.foobar.probe;

import java.sql.SQLException;
import java.util.function.LongSupplier;

/**
 * Asks one node. Confined to the thread that polls, except for {@link #isEstablished()}
 * and {@link #abort()}.
 */
public interface Probe extends AutoCloseable {

	/**
	 * A probe over a connection of its own, in no pool.
	 * @param url the node's JDBC URL; another schema than the URL's is used
	 * @param settings as whom to ask, and how long that may take
	 * @param clock tells nanoseconds
	 * @return a probe that has not connected yet
	 */
	static Probe of(String url, MonitorSettings settings, LongSupplier clock) {
		return new JdbcProbe(url, settings, clock);
	}

	/**
	 * Ask the node now; connect first where there is no connection.
	 * @return what it says
	 * @throws SQLException if it says nothing
	 */
	Answer poll() throws SQLException;

	/**
	 * Whether the poll that is under way, or the next one, goes over a connection that
	 * has answered before. Otherwise it may take as long to connect as to answer.
	 * @return whether it does
	 */
	boolean isEstablished();

	/**
	 * Cut the connection from any thread, so that a poll that waits for an answer fails
	 * at once. The next one connects again.
	 */
	void abort();

	/** End the connection politely. */
	@Override
	void close();

}
