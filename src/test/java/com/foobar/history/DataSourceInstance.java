package com.foobar.history;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

import com.foobar.pool.Failures;
import com.foobar.transaction.TransactionUndoneException;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Instance that is a data source with Spring's transactions: a write is one transaction
 * with one {@code INSERT} into the {@link HistoryTable}, a read a read-only one with one
 * {@code SELECT}. Safe for use by several threads if the data source is.
 */
public final class DataSourceInstance implements Instance {

	/**
	 * Failures of these instances: refused is what failed before its commit was asked
	 * for, a commit that a read-only node has answered so, and what is known to be
	 * undone.
	 */
	public static final WriteFailures FAILURES = (failure) -> (failure instanceof CommitException && !isUndone(failure))
			? Outcome.UNKNOWN : Outcome.REFUSED;

	private final String name;

	private final JdbcClient jdbc;

	private final TransactionTemplate write;

	private final TransactionTemplate read;

	private final SessionScope scope;

	/**
	 * An instance without memory of its sessions.
	 * @param name name for the report
	 * @param dataSource where connections come from
	 * @param transactions transactions on that data source
	 */
	public DataSourceInstance(String name, DataSource dataSource, PlatformTransactionManager transactions) {
		this(name, dataSource, transactions, SessionScope.NONE);
	}

	/**
	 * An instance whose transactions run in the scope of their session.
	 * @param name name for the report
	 * @param dataSource where connections come from
	 * @param transactions transactions on that data source
	 * @param scope what each session's transactions run in, around Spring's part
	 */
	public DataSourceInstance(String name, DataSource dataSource, PlatformTransactionManager transactions,
			SessionScope scope) {
		this.name = name;
		this.jdbc = JdbcClient.create(dataSource);
		this.write = new TransactionTemplate(transactions);
		this.read = new TransactionTemplate(transactions);
		this.read.setReadOnly(true);
		this.scope = scope;
	}

	private static boolean isUndone(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof TransactionUndoneException
					|| (cause instanceof SQLException sql && Failures.isReadOnlyServer(sql))) {
				return true;
			}
		}
		return false;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public void write(int session, long number) throws Exception {
		this.scope.call(session, () -> {
			insert(session, number);
			return number;
		});
	}

	private void insert(int session, long number) throws CommitException {
		AtomicBoolean inserted = new AtomicBoolean();
		try {
			this.write.executeWithoutResult((status) -> {
				this.jdbc.sql(HistoryTable.INSERT).param("session", session).param("number", number).update();
				inserted.set(true);
			});
		}
		catch (RuntimeException ex) {
			if (inserted.get()) {
				throw new CommitException(ex);
			}
			throw ex;
		}
	}

	@Override
	public long read(int session, int register) throws Exception {
		return this.scope.call(session, () -> this.read.execute(
				(status) -> this.jdbc.sql(HistoryTable.READ).param("session", register).query(Long.class).single()));
	}

	/** Failure after the only statement was executed, hence of the commit. */
	private static final class CommitException extends Exception {

		CommitException(RuntimeException cause) {
			super("Commit failed: " + cause.getMessage(), cause);
		}

	}

}
