package com.foobar.read;

import java.sql.Connection;
import java.sql.SQLException;

import com.foobar.connection.Lease;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.node.NodeAccess;
import com.foobar.pool.Failures;
import org.jspecify.annotations.Nullable;

/**
 * A connection that only reads, for one transaction. Without a transaction on the server
 * there is nothing to end. Ties the visitor to its node, since what a read has seen is
 * known by nothing else. Confined to the thread that holds the logical connection.
 */
class ReadLease implements Lease {

	private final NodeAccess node;

	private final Connection connection;

	private final boolean transactional;

	private final @Nullable ConsistencyScope scope;

	/** A lease of an acquired connection. */
	ReadLease(NodeAccess node, Connection connection, boolean transactional, @Nullable ConsistencyScope scope) {
		this.node = node;
		this.connection = connection;
		this.transactional = transactional;
		this.scope = scope;
	}

	@Override
	public final Connection connection() {
		return this.connection;
	}

	@Override
	public final String node() {
		return this.node.name();
	}

	final NodeAccess access() {
		return this.node;
	}

	final @Nullable ConsistencyScope scope() {
		return this.scope;
	}

	final boolean isTransactional() {
		return this.transactional;
	}

	/** The visitor is about to read here. */
	void announce() {
		if (this.scope != null) {
			this.scope.stayOn(this.node.name());
		}
	}

	@Override
	public final boolean isToBlame(SQLException failure) {
		return Failures.isNodeLost(failure);
	}

	/**
	 * A connection that broke has nothing left to commit: nothing was written. A pooled
	 * one that broke before is closed by now, and says so in a way of its own.
	 */
	@Override
	public void commit() throws SQLException {
		try {
			if (this.transactional) {
				this.connection.commit();
			}
		}
		catch (SQLException ex) {
			if (!Failures.isConnectionLost(ex) && !this.connection.isClosed()) {
				throw ex;
			}
		}
	}

	@Override
	public final void rollback() throws SQLException {
		if (this.transactional) {
			this.connection.rollback();
		}
	}

	/** Announced again, since others may have moved the visitor on meanwhile. */
	@Override
	public void end() throws SQLException {
		announce();
		giveBack();
	}

	void giveBack() throws SQLException {
		this.connection.close();
	}

}
