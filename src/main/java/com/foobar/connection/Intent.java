package com.foobar.connection;

import java.util.function.Supplier;

import com.foobar.statement.LockingRead;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What a transaction is about to do, as far as its caller has said. */
public enum Intent {

	/** It may write. */
	READ_WRITE,

	/** It only reads, and all its statements see the same data. */
	READ_ONLY,

	/**
	 * It only reads, and each of its statements sees what is committed by then: without a
	 * transaction on the server, since nothing would differ with one.
	 */
	READ_COMMITTED,

	/** It only reads, but asks for locks that the primary alone can grant. */
	LOCKING_READ;

	private static final ThreadLocal<@Nullable Intent> EXPLICIT = new ThreadLocal<>();

	/**
	 * Whether this thread may have said an intent explicitly. It knows of itself without
	 * any barrier, and another's answer does not matter to it: most applications never
	 * say one, and save the look.
	 */
	private static boolean anyExplicit;

	/**
	 * Do something with this intent, whatever the transactions say that begin meanwhile
	 * on this thread: the innermost call decides. For code without transactions, such as
	 * a report that reads through a {@code JdbcClient} alone.
	 * @param <T> type of the result
	 * @param action what to do
	 * @return the action's result
	 */
	public <T extends @Nullable Object> T during(Supplier<T> action) {
		anyExplicit = true;
		Intent outer = EXPLICIT.get();
		EXPLICIT.set(this);
		try {
			return action.get();
		}
		finally {
			restore(outer);
		}
	}

	private static void restore(@Nullable Intent outer) {
		if (outer != null) {
			EXPLICIT.set(outer);
		}
		else {
			EXPLICIT.remove();
		}
	}

	/**
	 * The intent behind the first statement of a transaction: what was
	 * {@linkplain #during said} explicitly, else what the connection's own flag says,
	 * which Spring's transaction managers set, or the transaction around a connection
	 * that is not its own.
	 */
	static Intent of(LogicalConnection connection, String sql) {
		Intent explicit = anyExplicit ? EXPLICIT.get() : null;
		if (explicit != null) {
			return (explicit.isRead() && LockingRead.matches(sql)) ? LOCKING_READ : explicit;
		}
		if (!connection.isMarkedReadOnly() && !isInReadOnlyTransaction()) {
			return READ_WRITE;
		}
		if (LockingRead.matches(sql)) {
			return LOCKING_READ;
		}
		return connection.isReadPerStatement() ? READ_COMMITTED : READ_ONLY;
	}

	private static boolean isInReadOnlyTransaction() {
		return TransactionSynchronizationManager.isCurrentTransactionReadOnly()
				&& TransactionSynchronizationManager.isActualTransactionActive();
	}

	/**
	 * Whether any node with the data will do.
	 * @return {@code true} for {@link #READ_ONLY} and {@link #READ_COMMITTED}
	 */
	public boolean isRead() {
		return this == READ_ONLY || this == READ_COMMITTED;
	}

}
