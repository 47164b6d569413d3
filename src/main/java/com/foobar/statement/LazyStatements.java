package com.foobar.statement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Statements that take nothing until they are first needed. Each is confined to the
 * thread that holds its connection, except {@link Statement#cancel}.
 */
public final class LazyStatements {

	private LazyStatements() {
	}

	/**
	 * A statement whose text comes with its execution.
	 * @param connection the connection it belongs to
	 * @param factory makes the physical one
	 * @return the statement, not made yet
	 */
	public static Statement create(LazyConnection connection, Factory<Statement> factory) {
		return new LazyStatement<>(connection, "", factory);
	}

	/**
	 * A prepared statement. Its text decides where a transaction goes that begins with
	 * it.
	 * @param connection the connection it belongs to
	 * @param sql its text
	 * @param factory makes the physical one
	 * @return the statement, not made yet
	 */
	public static PreparedStatement prepare(LazyConnection connection, String sql, Factory<PreparedStatement> factory) {
		return new LazyPreparedStatement(connection, sql, factory);
	}

	/**
	 * Makes a physical statement.
	 *
	 * @param <S> its type
	 */
	@FunctionalInterface
	public interface Factory<S extends Statement> {

		/**
		 * Make it.
		 * @param connection a physical connection
		 * @param sql its text, empty if that comes with its execution
		 * @return the statement
		 * @throws SQLException if that fails
		 */
		S make(Connection connection, String sql) throws SQLException;

	}

}
