package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;

import com.foobar.pool.Failures;
import com.foobar.pool.PoolPurpose;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The connections of one node for one purpose. Safe for use by many threads, as its pool
 * is.
 */
final class NodeDataSource extends AbstractDataSource implements AutoCloseable {

	private static final int VALIDATION_SECONDS = 1;

	private final RoutingDecision decision;

	private final PoolPurpose purpose;

	private final HikariDataSource pool;

	NodeDataSource(String node, PoolPurpose purpose, HikariDataSource pool) {
		this.decision = new RoutingDecision(node);
		this.purpose = purpose;
		this.pool = pool;
	}

	@Override
	public Connection getConnection() throws SQLException {
		return this.pool.getConnection();
	}

	@Override
	public Connection getConnection(String username, String password) {
		throw new UnsupportedOperationException("The users of " + this.pool.getPoolName() + " are configured");
	}

	RoutingDecision decision() {
		return this.decision;
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
