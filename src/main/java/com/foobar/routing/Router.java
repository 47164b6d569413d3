package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

import com.foobar.connection.Intent;
import com.foobar.connection.Lease;
import com.foobar.connection.TransactionRouter;
import com.foobar.node.NodeAccess;
import com.foobar.pool.PoolPurpose;
import com.foobar.read.ReadContext;
import com.foobar.read.ReadRoute;
import org.jspecify.annotations.Nullable;

/**
 * Leads each transaction to its node: reads to one that has what they must see,
 * everything else to the primary. Safe for use by many threads.
 */
final class Router implements TransactionRouter {

	private final ReadContext reads;

	private final WriteRoute writes;

	Router(ReadContext reads, WriteRoute writes) {
		this.reads = reads;
		this.writes = writes;
	}

	@Override
	public Lease lease(Intent intent, boolean autoCommit) throws SQLException {
		return switch (intent) {
			case READ_WRITE -> this.writes.write(autoCommit);
			case LOCKING_READ -> this.writes.lock(autoCommit);
			case READ_ONLY, READ_COMMITTED -> ReadRoute.lease(this.reads, intent);
		};
	}

	/**
	 * Asks again for as long as a transaction would wait for a connection: an application
	 * that starts may ask before there is any.
	 */
	@Override
	public <T> @Nullable T peek(Question<T> question) throws SQLException {
		long start = System.nanoTime();
		long patience = this.reads.settings().acquireTimeout().toNanos();
		while (true) {
			try {
				return ask(question);
			}
			catch (SQLTransientConnectionException ex) {
				if (System.nanoTime() - start >= patience) {
					throw ex;
				}
			}
		}
	}

	private <T> @Nullable T ask(Question<T> question) throws SQLException {
		SQLException failure = null;
		for (NodeAccess node : this.reads.nodes().answering()) {
			try (Connection connection = node.acquire(PoolPurpose.READ_ONLY)) {
				return question.ask(connection);
			}
			catch (SQLException ex) {
				if (failure != null) {
					ex.addSuppressed(failure);
				}
				failure = ex;
			}
		}
		throw (failure != null) ? failure : new SQLException("No nodes are configured");
	}

}
