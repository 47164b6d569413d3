package com.foobar.connection;

import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/** Leads each transaction to its node. Safe for use by many threads. */
public interface TransactionRouter {

	/**
	 * A connection for one transaction that is about to run its first statement.
	 * @param intent what the transaction is about to do
	 * @param autoCommit whether each of its statements will be a transaction of its own
	 * @return the connection, to be ended by the caller
	 * @throws SQLException if no node can serve it in time
	 */
	Lease lease(Intent intent, boolean autoCommit) throws SQLException;

	/**
	 * Ask whichever node answers, on a connection that is given back at once.
	 * @param <T> type of the answer
	 * @param question something that does not depend on data
	 * @return the answer
	 * @throws SQLException if no node answers
	 */
	<T> @Nullable T peek(Question<T> question) throws SQLException;

	/**
	 * Something a connection can answer without touching data.
	 *
	 * @param <T> type of the answer
	 */
	@FunctionalInterface
	interface Question<T> {

		/**
		 * Ask it.
		 * @param connection any physical connection
		 * @return the answer
		 * @throws SQLException if the server does not answer
		 */
		@Nullable T ask(Connection connection) throws SQLException;

	}

}
