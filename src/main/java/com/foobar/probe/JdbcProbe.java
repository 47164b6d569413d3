package com.foobar.probe;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Asks a node over a connection of its own, in no pool. Confined to the thread that
 * polls, except for {@link #isEstablished()} and {@link #abort()}: the connection is a
 * volatile reference.
 */
final class JdbcProbe implements Probe {

	private final String url;

	private final MonitorSettings settings;

	private final LongSupplier clock;

	private volatile @Nullable Session session;

	JdbcProbe(String url, MonitorSettings settings, LongSupplier clock) {
		this.url = url;
		this.settings = settings;
		this.clock = clock;
	}

	/**
	 * Asks over the connection there is. Where that turns out to be lost, as happens when
	 * an administrator ends it, the node gets a second chance at once.
	 */
	@Override
	public Answer poll() throws SQLException {
		Session open = this.session;
		if (open == null || open.isAborted()) {
			return ask(connect());
		}
		try {
			return ask(open);
		}
		catch (SQLException ex) {
			if (this.session != null || open.isAborted() || isTimeout(ex)) {
				throw ex;
			}
			return ask(connect());
		}
	}

	private Session connect() throws SQLException {
		this.session = null;
		Session opened = Session.open(this.url, this.settings, this.clock);
		this.session = opened;
		return opened;
	}

	private Answer ask(Session open) throws SQLException {
		try {
			return open.ask();
		}
		catch (SQLException ex) {
			if (!isRefusal(ex)) {
				this.session = null;
				open.close();
			}
			throw ex;
		}
	}

	/**
	 * Whether the server understood the statement and declined: the connection is fine.
	 */
	private static boolean isRefusal(SQLException failure) {
		return failure.getSQLState() != null && failure.getSQLState().startsWith("42");
	}

	private static boolean isTimeout(Throwable failure) {
		return failure instanceof SocketTimeoutException
				|| (failure.getCause() != null && isTimeout(failure.getCause()));
	}

	@Override
	public boolean isEstablished() {
		Session open = this.session;
		return open != null && open.hasAnswered();
	}

	@Override
	public void abort() {
		Session open = this.session;
		if (open != null) {
			open.abort();
		}
	}

	@Override
	public void close() {
		Session open = this.session;
		this.session = null;
		if (open != null) {
			open.close();
		}
	}

}
