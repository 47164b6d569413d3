package com.foobar.statement;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

import com.foobar.statement.LazyStatements.Factory;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is made when it is first needed, so that its text decides where a
 * transaction goes. Until then it keeps what is set on it, and takes nothing.
 * <p>
 * Where it is the first of its transaction and fails because of its node, it is made and
 * executed again on another connection, and what was set on it is set again: nothing of
 * the transaction has taken effect, so nobody can tell. What is set once and cannot be
 * set again, a stream or a batch, ends that. Confined to the thread that holds the
 * connection, except {@link #cancel}.
 *
 * @param <S> type of the physical statement
 */
class LazyStatement<S extends Statement> extends DelegatingStatement<S> {

	private final LazyConnection connection;

	private final String sql;

	/** None once it is closed. */
	private @Nullable Factory<S> factory;

	private volatile @Nullable S target;

	private @Nullable Setting<S> settings;

	/**
	 * A statement that is not made yet.
	 * @param connection the connection it belongs to
	 * @param sql its text, empty if that comes with its execution
	 * @param factory makes the physical one
	 */
	LazyStatement(LazyConnection connection, String sql, Factory<S> factory) {
		this.connection = connection;
		this.sql = sql;
		this.factory = factory;
	}

	/** Has one place that returns, so that the result may stay off the heap. */
	@Override
	final <T> T run(String sql, Execution<S, T> execution) throws SQLException {
		SQLException earlier = null;
		for (int count = 1;; count++) {
			try {
				return execution.of(target(sql));
			}
			catch (SQLException ex) {
				LazyConnection.suppress(ex, earlier);
				if (!abandons(sql, ex) || count == LazyConnection.ATTEMPTS) {
					throw ex;
				}
				earlier = ex;
			}
			finally {
				this.connection.began();
			}
		}
	}

	private boolean abandons(String sql, SQLException failure) {
		if (!this.connection.isReplaceable(this, failure) || !UndoableStatement.matches(sql)) {
			return false;
		}
		this.target = null;
		this.connection.abandon(failure);
		return true;
	}

	/** Its text, empty if that comes with its execution. */
	final String sql() {
		return this.sql;
	}

	@Override
	final S target() throws SQLException {
		return target(this.sql);
	}

	private S target(String sql) throws SQLException {
		S made = this.target;
		return (made != null) ? made : make(sql);
	}

	private S make(String sql) throws SQLException {
		S made = factory().make(this.connection.physical(this, sql), this.sql);
		Setting<S> kept = this.settings;
		if (kept != null) {
			kept.applyTo(made);
		}
		this.target = made;
		return made;
	}

	@Override
	final S once(String sql) throws SQLException {
		S made = target(sql.isEmpty() ? this.sql : sql);
		this.connection.began();
		return made;
	}

	@Override
	final void set(Setting<S> setting) throws SQLException {
		S made = this.target;
		if (made != null) {
			setting.applyTo(made);
		}
		else {
			factory();
		}
		if (made == null || this.connection.isFirst(this)) {
			keep(setting);
		}
	}

	private void keep(Setting<S> setting) {
		Setting<S> kept = this.settings;
		if (kept == null) {
			this.settings = setting;
			return;
		}
		Settings<S> all = (kept instanceof Settings<S> several) ? several : new Settings<>(kept);
		all.add(setting);
		this.settings = all;
	}

	private Factory<S> factory() throws SQLException {
		Factory<S> open = this.factory;
		if (open == null) {
			throw new SQLException("The statement is closed");
		}
		return open;
	}

	@Override
	public final Connection getConnection() throws SQLException {
		factory();
		return this.connection;
	}

	@Override
	public final void cancel() throws SQLException {
		S made = this.target;
		if (made != null) {
			made.cancel();
		}
	}

	@Override
	public final @Nullable SQLWarning getWarnings() throws SQLException {
		S made = this.target;
		return (made != null) ? made.getWarnings() : null;
	}

	@Override
	public final void clearWarnings() throws SQLException {
		S made = this.target;
		if (made != null) {
			made.clearWarnings();
		}
	}

	@Override
	public final void close() throws SQLException {
		this.factory = null;
		S made = this.target;
		if (made != null) {
			made.close();
		}
	}

	@Override
	public final boolean isClosed() throws SQLException {
		S made = this.target;
		return this.factory == null || this.connection.isClosed() || (made != null && made.isClosed());
	}

	@Override
	public final String toString() {
		S made = this.target;
		return (made != null) ? made.toString() : "LazyStatement[" + this.sql + "]";
	}

}
