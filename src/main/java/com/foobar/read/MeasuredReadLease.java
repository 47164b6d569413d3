package com.foobar.read;

import java.sql.Connection;
import java.sql.SQLException;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.node.NodeAccess;
import org.jspecify.annotations.Nullable;

/**
 * A connection that only reads, on one of several nodes that could serve: how long it is
 * held counts when the next read chooses. Confined to the thread that holds the logical
 * connection.
 */
final class MeasuredReadLease extends ReadLease {

	private final long beganNanos;

	MeasuredReadLease(NodeAccess node, Connection connection, boolean transactional, @Nullable ConsistencyScope scope) {
		super(node, connection, transactional, scope);
		this.beganNanos = node.began();
	}

	@Override
	void giveBack() throws SQLException {
		access().ended(this.beganNanos);
		super.giveBack();
	}

}
