package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import com.foobar.connection.Lease;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.decision.CommitLostException;
import com.foobar.decision.CommitUnsentException;
import com.foobar.decision.RoutingListener;
import com.foobar.node.NodeAccess;
import com.foobar.node.Nodes;
import com.foobar.pool.CommitPositions;
import com.foobar.pool.Failures;
import com.foobar.position.Position;

/**
 * A connection to the primary for one transaction. What it commits becomes part of the
 * visitor's {@link ConsistencyScope}. Confined to the thread that holds the logical
 * connection.
 */
final class WriteLease implements Lease {

	private final NodeAccess node;

	private final Nodes nodes;

	private final Connection connection;

	private final CommitPositions positions;

	private final Duration pin;

	private final RoutingListener listener;

	private final boolean autoCommit;

	private WriteLease(Nodes nodes, NodeAccess node, Connection connection, CommitPositions positions, Duration pin,
			RoutingListener listener, boolean autoCommit) {
		this.nodes = nodes;
		this.node = node;
		this.connection = connection;
		this.positions = positions;
		this.pin = pin;
		this.listener = listener;
		this.autoCommit = autoCommit;
	}

	/** Makes a lease of an acquired connection, which is given back if that fails. */
	static WriteLease of(Nodes nodes, NodeAccess node, Connection connection, Duration pin, RoutingListener listener,
			boolean autoCommit) throws SQLException {
		try {
			return new WriteLease(nodes, node, connection, CommitPositions.watch(connection), pin, listener,
					autoCommit);
		}
		catch (SQLException | RuntimeException ex) {
			connection.close();
			throw ex;
		}
	}

	/** It came for locks, not for the right to write. */
	WriteLease refusingWrites() throws SQLException {
		try {
			this.connection.setReadOnly(true);
			return this;
		}
		catch (SQLException | RuntimeException ex) {
			end();
			throw ex;
		}
	}

	@Override
	public Connection connection() {
		return this.connection;
	}

	@Override
	public String node() {
		return this.node.name();
	}

	/** A lost statement in auto-commit may have been committed. */
	@Override
	public boolean isToBlame(SQLException failure) {
		return Failures.isReadOnlyServer(failure) || (!this.autoCommit && Failures.isNodeLost(failure));
	}

	/** Others may have cut it since: what was not sent by then has not taken place. */
	@Override
	public void commit() throws SQLException {
		if (this.connection.unwrap(Connection.class).isClosed()) {
			throw new CommitUnsentException(this.node.name());
		}
		try {
			this.connection.commit();
		}
		catch (SQLException ex) {
			if (Failures.isConnectionLost(ex)) {
				lost();
				throw new CommitLostException(this.node.name(), ex);
			}
			throw ex;
		}
	}

	@Override
	public void rollback() throws SQLException {
		this.connection.rollback();
	}

	@Override
	public void end() throws SQLException {
		this.positions.close();
		try {
			ConsistencyScope scope = ConsistencyScope.current();
			if (scope != null) {
				remember(scope);
			}
			if (this.autoCommit && this.connection.isClosed()) {
				lost();
			}
		}
		finally {
			this.connection.close();
		}
	}

	@Override
	public void abandon() throws SQLException {
		this.positions.close();
		this.connection.close();
	}

	/**
	 * What a transaction wrote is known exactly, and bounds what it saw. One that wrote
	 * nothing may have seen anything the primary had, and so may a statement that came
	 * after the one that wrote.
	 */
	private void remember(ConsistencyScope scope) {
		Position own = this.positions.written();
		int reads = scope.reads();
		scope.wrote(own);
		if (own.isEmpty() || this.autoCommit) {
			scope.stayOn(this.node.name());
		}
		else {
			scope.sawAll(this.nodes.position(this.node).through(own), reads);
		}
	}

	/**
	 * The answer to a commit has not come: in auto-commit each statement was one, and the
	 * connection broke under the last.
	 */
	private void lost() {
		this.listener.commitLost(this.node.name());
		ConsistencyScope scope = ConsistencyScope.current();
		if (scope != null) {
			scope.pinToPrimary(Instant.now().plus(this.pin));
		}
	}

}
