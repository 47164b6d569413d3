package com.foobar.transaction;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;

import com.foobar.decision.CommitLostException;
import com.foobar.decision.CommitUnsentException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link RoutingExceptionTranslator}. */
class RoutingExceptionTranslatorTests {

	private static final SQLException READ_ONLY = new SQLException("running with the --super-read-only option", "HY000",
			1290);

	private static final SQLException CONNECTION_LOST = new SQLNonTransientConnectionException("Cut", "08S01");

	private final RoutingExceptionTranslator translator = new RoutingExceptionTranslator();

	@AfterEach
	void endTransaction() {
		TransactionSynchronizationManager.clear();
	}

	@Test
	void readOnlyServerUndoesTheTransaction() {
		assertThat(translate(READ_ONLY)).isInstanceOf(TransactionUndoneException.class);
	}

	@Test
	void readOnlyServerInAReadOnlyTransactionIsAMistake() {
		TransactionSynchronizationManager.setCurrentTransactionReadOnly(true);
		assertThat(translate(READ_ONLY)).isInstanceOf(InvalidDataAccessApiUsageException.class);
	}

	@Test
	void connectionLostBeforeCommitUndoesTheTransaction() {
		TransactionSynchronizationManager.setActualTransactionActive(true);
		assertThat(translate(CONNECTION_LOST)).isInstanceOf(TransactionUndoneException.class);
	}

	@Test
	void connectionLostOutsideATransactionMayHaveDoneIt() {
		assertThat(translate(CONNECTION_LOST)).isInstanceOf(DataAccessResourceFailureException.class);
	}

	@Test
	void unsentCommitUndoesTheTransaction() {
		assertThat(translate(new CommitUnsentException("db1"))).isInstanceOf(TransactionUndoneException.class);
	}

	@Test
	void unansweredCommitIsUnknown() {
		TransactionSynchronizationManager.setActualTransactionActive(true);
		assertThat(translate(new CommitLostException("db1", CONNECTION_LOST)))
			.isInstanceOf(CommitOutcomeUnknownException.class);
	}

	private @Nullable DataAccessException translate(SQLException failure) {
		return this.translator.translate("test", "INSERT", failure);
	}

}
