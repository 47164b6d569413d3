package com.foobar.routing;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.Executor;

import com.foobar.pool.NodePools;
import org.jspecify.annotations.Nullable;

/**
 * The connection an application holds. It takes a physical one when the first statement
 * of a transaction runs and gives it back when the transaction ends, so that each
 * transaction of a connection held for longer goes where it belongs. Settings, metadata
 * and transactions without a statement take none. Confined to the thread that holds it,
 * except {@link #abort}.
 */
final class LogicalConnection extends DelegatingConnection {

	private final Router router;

	private final ConnectionSettings settings;

	private final Properties clientInfo = new Properties();

	private volatile @Nullable Lease lease;

	private boolean closed;

	LogicalConnection(Router router) {
		this.router = router;
		this.settings = new ConnectionSettings(NodePools.ISOLATION);
	}

	@Override
	Connection physical() throws SQLException {
		return physical("");
	}

	@Override
	Connection physical(String sql) throws SQLException {
		Lease held = this.lease;
		return (held != null) ? held.connection() : take(sql);
	}

	private Connection take(String sql) throws SQLException {
		checkOpen();
		Lease taken = this.router.lease(Intent.of(this.settings.readOnly, sql));
		try {
			this.settings.applyTo(taken.connection());
		}
		catch (SQLException | RuntimeException ex) {
			taken.end();
			throw ex;
		}
		this.lease = taken;
		return taken.connection();
	}

	private void endLease() throws SQLException {
		Lease held = this.lease;
		this.lease = null;
		if (held != null) {
			held.end();
		}
	}

	private void checkOpen() throws SQLException {
		if (this.closed) {
			throw new SQLException("The connection is closed", "08003");
		}
	}

	@Override
	public Statement createStatement() throws SQLException {
		return create(Connection::createStatement);
	}

	@Override
	public Statement createStatement(int type, int concurrency) throws SQLException {
		return create((connection) -> connection.createStatement(type, concurrency));
	}

	@Override
	public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
		return create((connection) -> connection.createStatement(type, concurrency, holdability));
	}

	private Statement create(LazyStatement.StatementFactory factory) throws SQLException {
		checkOpen();
		boolean undecided = this.lease == null && Intent.of(this.settings.readOnly, "") == Intent.READ_ONLY;
		return undecided ? LazyStatement.create(this, factory) : factory.create(physical());
	}

	/**
	 * Gives the connection back even if it fails: what was not committed is undone then.
	 */
	@Override
	public void commit() throws SQLException {
		Lease held = this.lease;
		if (held != null) {
			try {
				held.connection().commit();
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
				held.connection().rollback();
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
		return this.settings.autoCommit;
	}

	/** As JDBC has it, a change in the middle of a transaction commits it. */
	@Override
	public void setAutoCommit(boolean autoCommit) throws SQLException {
		checkOpen();
		if (autoCommit != this.settings.autoCommit) {
			if (this.settings.autoCommit) {
				endLease();
			}
			else {
				commit();
			}
			this.settings.autoCommit = autoCommit;
		}
	}

	@Override
	public boolean isReadOnly() throws SQLException {
		checkOpen();
		return this.settings.readOnly;
	}

	/** Takes effect with the next transaction. */
	@Override
	public void setReadOnly(boolean readOnly) throws SQLException {
		checkOpen();
		this.settings.readOnly = readOnly;
	}

	@Override
	public int getTransactionIsolation() throws SQLException {
		checkOpen();
		return this.settings.isolation;
	}

	@Override
	public void setTransactionIsolation(int level) throws SQLException {
		checkOpen();
		Lease held = this.lease;
		if (held != null) {
			held.connection().setTransactionIsolation(level);
		}
		this.settings.isolation = level;
	}

	@Override
	public @Nullable String getCatalog() throws SQLException {
		checkOpen();
		return (this.settings.catalog != null) ? this.settings.catalog : peek(Connection::getCatalog);
	}

	@Override
	public void setCatalog(String catalog) throws SQLException {
		checkOpen();
		Lease held = this.lease;
		if (held != null) {
			held.connection().setCatalog(catalog);
		}
		this.settings.catalog = catalog;
	}

	@Override
	public @Nullable String getSchema() throws SQLException {
		checkOpen();
		return (this.settings.schema != null) ? this.settings.schema : peek(Connection::getSchema);
	}

	@Override
	public void setSchema(String schema) throws SQLException {
		checkOpen();
		Lease held = this.lease;
		if (held != null) {
			held.connection().setSchema(schema);
		}
		this.settings.schema = schema;
	}

	private <T> @Nullable T peek(Router.Question<T> question) throws SQLException {
		Lease held = this.lease;
		return (held != null) ? question.ask(held.connection()) : this.router.peek(question);
	}

	@Override
	public DatabaseMetaData getMetaData() throws SQLException {
		checkOpen();
		Lease held = this.lease;
		return (held != null) ? held.connection().getMetaData() : LazyMetaData.create(this, this.router);
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
		return this.clientInfo.getProperty(name);
	}

	@Override
	public Properties getClientInfo() {
		return (Properties) this.clientInfo.clone();
	}

	/** Kept with this connection; servers are not told. */
	@Override
	public void setClientInfo(String name, String value) {
		this.clientInfo.setProperty(name, value);
	}

	/** Kept with this connection; servers are not told. */
	@Override
	public void setClientInfo(Properties properties) {
		this.clientInfo.clear();
		this.clientInfo.putAll(properties);
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
		return "LogicalConnection[" + ((held != null) ? held.decision().node() : "no node yet") + "]";
	}

}
