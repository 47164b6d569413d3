package com.foobar.connection;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A physical connection for the time of one transaction. Confined to the thread that
 * holds the logical connection.
 */
public interface Lease {

	/**
	 * The physical connection.
	 * @return a pooled connection of this transaction alone
	 */
	Connection connection();

	/**
	 * The node it leads to.
	 * @return its configured name
	 */
	String node();

	/**
	 * Whether the node failed rather than the statement, and nothing of the transaction
	 * has taken effect: another node may do better. Asked only for the first statement of
	 * a transaction, if a rollback would undo it.
	 * @param failure why that statement failed
	 * @return whether it may be executed again on another lease
	 */
	boolean isToBlame(SQLException failure);

	/**
	 * Commit the transaction. The lease is to be ended then, whether that fails or not.
	 * @throws SQLException if the server refused, or nobody knows whether it did
	 */
	void commit() throws SQLException;

	/**
	 * Undo the transaction.
	 * @throws SQLException if the server did not answer
	 */
	void rollback() throws SQLException;

	/**
	 * Give the connection back; what is not committed is undone.
	 * @throws SQLException if the server did not answer
	 */
	void end() throws SQLException;

	/**
	 * Give back a connection that failed before anything of the transaction took effect.
	 * @throws SQLException if the server did not answer
	 */
	default void abandon() throws SQLException {
		end();
	}

}
