package com.foobar.read;

import java.sql.Connection;
import java.sql.SQLException;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.node.NodeAccess;
import com.foobar.position.Position;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A connection that only reads, on the primary. At its end it asks the primary how far it
 * has got, so that the visitor's next read may go to any replica that has got as far:
 * that costs a statement, and only where it matters to the visitor. Confined to the
 * thread that holds the logical connection.
 */
final class PrimaryReadLease extends ReadLease {

	private static final Log logger = LogFactory.getLog(PrimaryReadLease.class);

	private boolean bounded;

	PrimaryReadLease(NodeAccess node, Connection connection, boolean transactional, @Nullable ConsistencyScope scope) {
		super(node, connection, transactional, scope);
	}

	@Override
	public void commit() throws SQLException {
		bound();
		super.commit();
	}

	@Override
	public void end() throws SQLException {
		try {
			if (!isTransactional() && !connection().isClosed()) {
				bound();
			}
		}
		finally {
			giveBack();
		}
	}

	/** Where that fails the visitor stays with the primary, which is sound. */
	private void bound() {
		ConsistencyScope scope = scope();
		if (this.bounded || scope == null || !scope.isTracked()) {
			return;
		}
		this.bounded = true;
		int reads = scope.reads();
		try {
			Position bound = VisibleBound.ask(connection());
			if (bound != null) {
				scope.sawAll(bound, reads);
			}
		}
		catch (SQLException | IllegalArgumentException ex) {
			logger.debug(node() + ": how far it has got could not be asked", ex);
		}
	}

}
