package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;

import com.foobar.pool.Failures;
import com.foobar.pool.PoolPurpose;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The connections of one node for one purpose; tells of each that is handed out. Safe for
 * use by many threads, as its pool is.
 */
final class NodeDataSource extends AbstractDataSource implements AutoCloseable {

	private static final int VALIDATION_SECONDS = 1;

	private final RoutingDecision decision;

	private final PoolPurpose purpose;

	private final HikariDataSource pool;

	private final Iterable<RoutingListener> listeners;

	NodeDataSource(String node, PoolPurpose purpose, HikariDataSource pool, Iterable<RoutingListener> listeners) {
		this.decision = new RoutingDecision(node);
		this.purpose = purpose;
		this.pool = pool;
		this.listeners = listeners;
	}

	@Override
	public Connection getConnection() throws SQLException {
		Connection connection = this.pool.getConnection();
		this.listeners.forEach((listener) -> listener.routed(this.decision));
		return connection;
	}

	@Override
	public Connection getConnection(String username, String password) {
		throw new UnsupportedOperationException("The users of " + this.pool.getPoolName() + " are configured");
	}

	NodeStatus probe() {
		try (Connection connection = this.pool.getConnection()) {
			boolean valid = connection.isValid(VALIDATION_SECONDS);
			return status(valid ? null : "No answer within " + VALIDATION_SECONDS + " s");
		}
		catch (SQLException ex) {
			return status(Failures.describe(ex));
		}
	}

	private NodeStatus status(@Nullable String failure) {
		return new NodeStatus(this.decision.node(), this.purpose, failure);
	}

	@Override
	public void close() {
		this.pool.close();
	}

	@Override
	public String toString() {
		return this.pool.getPoolName();
	}

}
