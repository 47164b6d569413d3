package com.foobar.statement;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.jspecify.annotations.Nullable;

/**
 * The connection that lazy statements belong to: it takes a physical one when the first
 * of them needs it, and another where that one fails before anything has run. Confined to
 * the thread that holds it.
 */
public interface LazyConnection extends Connection {

	/** How often something is attempted at most before its failure is passed on. */
	int ATTEMPTS = 3;

	/**
	 * The physical connection for a statement, which may be the first on it.
	 * @param statement the statement that is about to be made
	 * @param sql its text, empty if that is not known
	 * @return the connection, taken now if there is none yet
	 * @throws SQLException if none can be had
	 */
	Connection physical(Statement statement, String sql) throws SQLException;

	/**
	 * Whether nothing but this statement has been made on the physical connection, and
	 * nothing has run.
	 * @param statement a statement of this connection
	 * @return whether it is the first
	 */
	boolean isFirst(Statement statement);

	/** Something of the transaction has run, or can no longer be told from it. */
	void began();

	/**
	 * Whether the node has failed rather than the first statement, so that the statement
	 * may do better elsewhere if a rollback undoes it.
	 * @param statement the statement that failed
	 * @param failure why it failed
	 * @return whether the physical connection may be {@linkplain #abandon abandoned}
	 */
	boolean isReplaceable(Statement statement, SQLException failure);

	/**
	 * Gives back a physical connection whose node has failed, so that another can take
	 * its place.
	 * @param failure why the first statement failed; told if giving back fails as well
	 */
	void abandon(SQLException failure);

	/**
	 * Lets a failure tell of the one before.
	 * @param failure the failure
	 * @param earlier the one before, {@code null} if it is the first
	 */
	static void suppress(SQLException failure, @Nullable SQLException earlier) {
		if (earlier != null && earlier != failure) {
			failure.addSuppressed(earlier);
		}
	}

}
