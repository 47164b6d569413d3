package com.foobar.pool;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;

/**
 * Passes on what a failure says about its node, and evicts connections for writes to a
 * node that takes none. An answer that comes too late says nothing of the node: the
 * monitor tells whether it is frozen. Immutable.
 */
final class FailureReport implements SQLExceptionOverride {

	private final String node;

	private final PoolPurpose purpose;

	private final PoolListener listener;

	FailureReport(String node, PoolPurpose purpose, PoolListener listener) {
		this.node = node;
		this.purpose = purpose;
		this.listener = listener;
	}

	@java.lang.Override
	public SQLExceptionOverride.Override adjudicate(SQLException failure) {
		boolean readOnly = this.purpose == PoolPurpose.READ_WRITE && Failures.isReadOnlyServer(failure);
		if (readOnly || Failures.isNodeLost(failure)) {
			this.listener.failed(this.node, failure);
		}
		return readOnly ? SQLExceptionOverride.Override.MUST_EVICT : SQLExceptionOverride.Override.CONTINUE_EVICT;
	}

}
