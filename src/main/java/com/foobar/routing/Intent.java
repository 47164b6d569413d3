package com.foobar.routing;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What a transaction is about to do, as far as its caller has said. */
enum Intent {

	/** It may write. */
	READ_WRITE,

	/** It only reads. */
	READ_ONLY,

	/** It only reads, but asks for locks that the primary alone can grant. */
	LOCKING_READ;

	/**
	 * The intent behind the first statement of a transaction: Spring's transaction says
	 * it, or where there is none the connection's own flag.
	 */
	static Intent of(boolean readOnlyConnection, String sql) {
		boolean readOnly = TransactionSynchronizationManager.isActualTransactionActive()
				? TransactionSynchronizationManager.isCurrentTransactionReadOnly() : readOnlyConnection;
		if (!readOnly) {
			return READ_WRITE;
		}
		return LockingRead.matches(sql) ? LOCKING_READ : READ_ONLY;
	}

}
