package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Leads each transaction to its node: reads to the replica, everything else to the
 * primary. Safe for use by many threads.
 */
final class Router {

	private final NodePool readWrite;

	private final NodePool readOnly;

	private final List<RoutingListener> listeners;

	Router(NodePool readWrite, NodePool readOnly, List<RoutingListener> listeners) {
		this.readWrite = readWrite;
		this.readOnly = readOnly;
		this.listeners = List.copyOf(listeners);
	}

	/** A connection for one transaction. */
	Lease lease(Intent intent) throws SQLException {
		Lease lease = open(intent);
		this.listeners.forEach((listener) -> listener.routed(lease.decision()));
		return lease;
	}

	private Lease open(Intent intent) throws SQLException {
		NodePool node = (intent == Intent.READ_ONLY) ? this.readOnly : this.readWrite;
		Lease lease = new Lease(node.getConnection(), node.decision());
		if (intent == Intent.LOCKING_READ) {
			refuseWrites(lease);
		}
		return lease;
	}

	/** It came for locks, not for the right to write. */
	private static void refuseWrites(Lease lease) throws SQLException {
		try {
			lease.connection().setReadOnly(true);
		}
		catch (SQLException | RuntimeException ex) {
			lease.end();
			throw ex;
		}
	}

	/**
	 * Ask whichever node answers, on a connection that is given back at once.
	 */
	<T> @Nullable T peek(Question<T> question) throws SQLException {
		try (Connection connection = this.readOnly.getConnection()) {
			return question.ask(connection);
		}
		catch (SQLException ex) {
			try (Connection connection = this.readWrite.getConnection()) {
				return question.ask(connection);
			}
			catch (SQLException second) {
				second.addSuppressed(ex);
				throw second;
			}
		}
	}

	/**
	 * Something a connection can answer without touching data.
	 *
	 * @param <T> type of the answer
	 */
	@FunctionalInterface
	interface Question<T> {

		@Nullable T ask(Connection connection) throws SQLException;

	}

}
