package com.foobar.transaction;

import java.sql.SQLException;

import com.foobar.decision.CommitLostException;
import com.foobar.decision.CommitUnsentException;
import com.foobar.decision.NoNodeException;
import com.foobar.pool.Failures;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells a write that nobody may do here from one that this node cannot do now: the first
 * is a mistake in the application, the second passes. Tells a transaction that may have
 * taken place from one that has not. Leaves all other failures to Spring. Stateless.
 */
public final class RoutingExceptionTranslator extends SQLExceptionSubclassTranslator {

	/** The transaction is read-only, says the server. */
	private static final int READ_ONLY_TRANSACTION = 1792;

	/** The connection is read-only, says the driver, without asking the server. */
	private static final String DRIVER_STATE = "S1009";

	@Override
	protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql, SQLException ex) {
		if (CommitLostException.STATE.equals(ex.getSQLState())) {
			return new CommitOutcomeUnknownException(ex);
		}
		boolean readOnlyServer = Failures.isReadOnlyServer(ex);
		if (TransactionSynchronizationManager.isCurrentTransactionReadOnly()
				&& (readOnlyServer || isReadOnlyTransaction(ex))) {
			return new InvalidDataAccessApiUsageException(
					"A write in the read-only transaction of %s: take readOnly = true off it, or write in a transaction of its own (REQUIRES_NEW). SQL: %s"
						.formatted(TransactionSynchronizationManager.getCurrentTransactionName(), sql),
					ex);
		}
		if (readOnlyServer) {
			return new TransactionUndoneException("The node takes no writes now", ex);
		}
		return isUndone(ex) ? new TransactionUndoneException("The node went away before COMMIT", ex)
				: super.doTranslate(task, sql, ex);
	}

	/** Whether a transaction has lost its connection with COMMIT still to be sent. */
	private static boolean isUndone(SQLException ex) {
		return ex instanceof CommitUnsentException || (TransactionSynchronizationManager.isActualTransactionActive()
				&& Failures.isConnectionLost(ex) && !(ex instanceof NoNodeException));
	}

	private static boolean isReadOnlyTransaction(SQLException ex) {
		return ex.getErrorCode() == READ_ONLY_TRANSACTION
				|| (DRIVER_STATE.equals(ex.getSQLState()) && String.valueOf(ex.getMessage()).contains("read-only"));
	}

}
