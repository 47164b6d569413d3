package com.foobar.connection;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executor;

import com.foobar.statement.LazyConnection;
import com.foobar.statement.LazyStatements;
import com.foobar.statement.LazyStatements.Factory;
import org.jspecify.annotations.Nullable;

/**
 * The connection an application holds. It takes a physical one when the first statement
 * of a transaction runs and gives it back when the transaction ends, so that each
 * transaction of a connection held for longer goes where it belongs. Settings, metadata
 * and transactions without a statement take none. Confined to the thread that holds it,
 * except {@link #abort}.
 */
public final class LogicalConnection extends DelegatingConnection implements LazyConnection {

	private final TransactionRouter router;

	private final byte readIsolation;

	private volatile @Nullable Lease lease;

	/** The only statement on the lease, as long as nothing of it has run. */
	private @Nullable Statement first;

	private @Nullable ConnectionSettings settings;

	private boolean autoCommit = true;

	private boolean readOnly;

	private volatile boolean closed;

	/**
	 * A connection that has taken nothing yet.
	 * @param router leads its transactions
	 * @param readIsolation the isolation of read-only transactions that choose none, as
	 * JDBC's constant
	 */
	public LogicalConnection(TransactionRouter router, int readIsolation) {
		this.router = router;
		this.readIsolation = (byte) readIsolation;
	}

	@Override
	Connection physical() throws SQLException {
		return physical("");
	}

	@Override
	Connection physical(String sql) throws SQLException {
		this.first = null;
		Lease held = this.lease;
		return ((held != null) ? held : take(sql)).connection();
	}

	@Override
	public Connection physical(Statement statement, String sql) throws SQLException {
		Lease held = this.lease;
		if (held == null) {
			held = take(sql);
			this.first = statement;
		}
		else if (this.first != statement) {
			this.first = null;
		}
		return held.connection();
	}

	/** A connection found broken while it is set up has executed nothing. */
	private Lease take(String sql) throws SQLException {
		checkOpen();
		SQLException earlier = null;
		for (int count = 1;; count++) {
			Lease taken = lease(sql, earlier);
			try {
				setUp(taken.connection());
				this.lease = taken;
				return taken;
			}
			catch (SQLException ex) {
				LazyConnection.suppress(ex, earlier);
				boolean broken = taken.connection().isClosed();
				taken.abandon();
				if (!broken || count == ATTEMPTS) {
					throw ex;
				}
				earlier = ex;
			}
			catch (RuntimeException ex) {
				taken.abandon();
				throw ex;
			}
		}
	}

	private Lease lease(String sql, @Nullable SQLException earlier) throws SQLException {
		try {
			return this.router.lease(Intent.of(this, sql), this.autoCommit);
		}
		catch (SQLException ex) {
			LazyConnection.suppress(ex, earlier);
			throw ex;
		}
	}

	private void setUp(Connection physical) throws SQLException {
		ConnectionSettings asked = this.settings;
		if (asked != null) {
			asked.applyTo(physical);
		}
		if (this.autoCommit && !physical.getAutoCommit()) {
			physical.setAutoCommit(true);
		}
	}

	@Override
	public boolean isFirst(Statement statement) {
		return this.first == statement;
	}

	@Override
	public void began() {
		this.first = null;
	}

	@Override
	public boolean isReplaceable(Statement statement, SQLException failure) {
		Lease held = this.lease;
		return held != null && this.first == statement && !this.closed && held.isToBlame(failure);
	}

	@Override
	public void abandon(SQLException failure) {
		Lease held = this.lease;
		if (held != null) {
			forget();
			abandon(held, failure);
		}
	}

	private static void abandon(Lease held, SQLException failure) {
		try {
			held.abandon();
		}
		catch (SQLException ex) {
			failure.addSuppressed(ex);
		}
	}

	private void endLease() throws SQLException {
		Lease held = this.lease;
		if (held != null) {
			forget();
			held.end();
		}
	}

	private void forget() {
		this.lease = null;
		this.first = null;
	}

	private void checkOpen() throws SQLException {
		if (this.closed) {
			throw new SQLException("The connection is closed", "08003");
		}
	}

	@Override
	public Statement createStatement() throws SQLException {
		return create((connection, sql) -> connection.createStatement());
	}

	@Override
	public Statement createStatement(int type, int concurrency) throws SQLException {
		return create((connection, sql) -> connection.createStatement(type, concurrency));
	}

	@Override
	public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
		return create((connection, sql) -> connection.createStatement(type, concurrency, holdability));
	}

	private Statement create(Factory<Statement> factory) throws SQLException {
		checkOpen();
		return LazyStatements.create(this, factory);
	}

	@Override
	public PreparedStatement prepareStatement(String sql) throws SQLException {
		return prepare(sql, (connection, text) -> connection.prepareStatement(text));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
		return prepare(sql, (connection, text) -> connection.prepareStatement(text, type, concurrency));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
			throws SQLException {
		return prepare(sql, (connection, text) -> connection.prepareStatement(text, type, concurrency, holdability));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int autoGeneratedKeys) throws SQLException {
		return prepare(sql, (connection, text) -> connection.prepareStatement(text, autoGeneratedKeys));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, int[] columnIndexes) throws SQLException {
		return prepare(sql, (connection, text) -> connection.prepareStatement(text, columnIndexes));
	}

	@Override
	public PreparedStatement prepareStatement(String sql, String[] columnNames) throws SQLException {
		return prepare(sql, (connection, text) -> connection.prepareStatement(text, columnNames));
	}

	private PreparedStatement prepare(String sql, Factory<PreparedStatement> factory) throws SQLException {
		checkOpen();
		return LazyStatements.prepare(this, sql, factory);
	}

	/**
	 * Gives the connection back even if it fails: what was not committed is undone then.
	 */
	@Override
	public void commit() throws SQLException {
		Lease held = this.lease;
		if (held != null) {
			try {
				held.commit();
			}
			finally {
				endLease();
			}
		}
	}

	/** A connection that broke has nothing left to undo: its server did that. */
	@Override
	public void rollback() throws SQLException {
		Lease held = this.lease;
		if (held != null) {
			try {
				held.rollback();
			}
			catch (SQLException ex) {
				if (!held.connection().isClosed()) {
					throw ex;
				}
			}
			finally {
				endLease();
			}
		}
	}

	@Override
	public void close() throws SQLException {
		this.closed = true;
		endLease();
	}

	@Override
	public boolean isClosed() {
		return this.closed;
	}

	@Override
	public void abort(Executor executor) throws SQLException {
		Lease held = this.lease;
		this.closed = true;
		if (held != null) {
			held.connection().abort(executor);
		}
	}

	@Override
	public boolean isValid(int timeout) throws SQLException {
		Lease held = this.lease;
		return !this.closed && (held == null || held.connection().isValid(timeout));
	}

	@Override
	public boolean getAutoCommit() throws SQLException {
		checkOpen();
		return this.autoCommit;
	}

	/** As JDBC has it, a change in the middle of a transaction commits it. */
	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		checkOpen();
		if (autoCommit != this.autoCommit) {
			if (this.autoCommit) {
				endLease();
			}
			else {
				commit();
			}
			this.autoCommit = autoCommit;
		}
	}

	@Override
	public boolean isReadOnly() throws SQLException {
		checkOpen();
		return this.readOnly;
	}

	/** Takes effect with the next transaction. */
	@Override
	public void setReadOnly(boolean readOnly) throws SQLException {
		checkOpen();
		this.readOnly = readOnly;
	}

	boolean isMarkedReadOnly() {
		return this.readOnly;
	}

	/** Whether each statement of a read sees what is committed by then. */
	boolean isReadPerStatement() {
		return this.autoCommit || isolation() == TRANSACTION_READ_COMMITTED;
	}

	@Override
	public int getTransactionIsolation() throws SQLException {
		checkOpen();
		return isolation();
	}

	private int isolation() {
		ConnectionSettings asked = this.settings;
		return (asked != null && asked.getIsolation() != 0) ? asked.getIsolation() : defaultIsolation();
	}

	private int defaultIsolation() {
		return this.readOnly ? this.readIsolation : ConnectionSettings.DEFAULT_ISOLATION;
	}

	/** Choosing the default is choosing none. */
	@Override
	public void setTransactionIsolation(int level) throws SQLException {
		checkOpen();
		Lease held = this.lease;
		if (held != null) {
			held.connection().setTransactionIsolation(level);
		}
		settings().setIsolation((level != defaultIsolation()) ? level : 0);
	}

	@Override
	public @Nullable String getCatalog() throws SQLException {
		checkOpen();
		ConnectionSettings asked = this.settings;
		String catalog = (asked != null) ? asked.getCatalog() : null;
		return (catalog != null) ? catalog : peek(Connection::getCatalog);
	}

	@Override
	public void setCatalog(String catalog) throws SQLException {
		checkOpen();
		Lease held = this.lease;
		if (held != null) {
			held.connection().setCatalog(catalog);
		}
		settings().setCatalog(catalog);
	}

	@Override
	public @Nullable String getSchema() throws SQLException {
		checkOpen();
		ConnectionSettings asked = this.settings;
		String schema = (asked != null) ? asked.getSchema() : null;
		return (schema != null) ? schema : peek(Connection::getSchema);
	}

	@Override
	public void setSchema(String schema) throws SQLException {
		checkOpen();
		Lease held = this.lease;
		if (held != null) {
			held.connection().setSchema(schema);
		}
		settings().setSchema(schema);
	}

	private ConnectionSettings settings() {
		ConnectionSettings asked = this.settings;
		if (asked == null) {
			asked = new ConnectionSettings();
			this.settings = asked;
		}
		return asked;
	}

	/** Asks what does not depend on data, without deciding on a node. */
	<T> @Nullable T peek(TransactionRouter.Question<T> question) throws SQLException {
		Lease held = this.lease;
		return (held != null) ? question.ask(held.connection()) : this.router.peek(question);
	}

	@Override
	public DatabaseMetaData getMetaData() throws SQLException {
		checkOpen();
		return LazyMetaData.create(this);
	}

	@Override
	public int getHoldability() {
		return ResultSet.CLOSE_CURSORS_AT_COMMIT;
	}

	@Override
	public void setHoldability(int holdability) throws SQLException {
		if (holdability != ResultSet.CLOSE_CURSORS_AT_COMMIT) {
			throw new SQLFeatureNotSupportedException(
					"Results end with their transaction: its connection is given back");
		}
	}

	@Override
	public @Nullable SQLWarning getWarnings() throws SQLException {
		Lease held = this.lease;
		return (held != null) ? held.connection().getWarnings() : null;
	}

	@Override
	public void clearWarnings() throws SQLException {
		Lease held = this.lease;
		if (held != null) {
			held.connection().clearWarnings();
		}
	}

	@Override
	public @Nullable String getClientInfo(String name) {
		return settings().getClientInfo().getProperty(name);
	}

	@Override
	public Properties getClientInfo() {
		return (Properties) settings().getClientInfo().clone();
	}

	/** Kept with this connection; servers are not told. */
	@Override
	public void setClientInfo(String name, String value) {
		settings().getClientInfo().setProperty(name, value);
	}

	/** Kept with this connection; servers are not told. */
	@Override
	public void setClientInfo(Properties properties) {
		settings().getClientInfo().clear();
		settings().getClientInfo().putAll(properties);
	}

	@Override
	public <T> T unwrap(Class<T> type) throws SQLException {
		return type.isInstance(this) ? type.cast(this) : physical().unwrap(type);
	}

	@Override
	public boolean isWrapperFor(Class<?> type) throws SQLException {
		return type.isInstance(this) || Boolean.TRUE.equals(peek((connection) -> connection.isWrapperFor(type)));
	}

	@Override
	public String toString() {
		Lease held = this.lease;
		return "LogicalConnection[" + ((held != null) ? held.node() : "no node yet") + "]";
	}

}
