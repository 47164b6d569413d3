package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;

import com.foobar.pool.Failures;
import com.foobar.pool.PoolPurpose;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one node for one purpose. Safe for use by many threads, as its pool
 * is.
 */
final class NodePool implements AutoCloseable {

	private static final int VALIDATION_SECONDS = 1;

	private final RoutingDecision decision;

	private final PoolPurpose purpose;

	private final HikariDataSource pool;

	NodePool(String node, PoolPurpose purpose, HikariDataSource pool) {
		this.decision = new RoutingDecision(node);
		this.purpose = purpose;
		this.pool = pool;
	}

	Connection getConnection() throws SQLException {
		return this.pool.getConnection();
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
