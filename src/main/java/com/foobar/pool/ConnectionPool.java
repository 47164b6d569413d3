package com.foobar.pool;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.time.Duration;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.util.IsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one node for one purpose, opened with the first use. Safe for use by
 * many threads.
 * <p>
 * Connections start with auto-commit off, so that neither the transaction manager nor the
 * pool has to switch it: a transaction costs its statements and one {@code COMMIT}. Those
 * for {@link PoolPurpose#READ_COMMITTED} stay in auto-commit: their statements are all
 * that they cost. Connections for reads are marked read-only once, when they are opened,
 * and then refuse writes even where the node itself would take them. A
 * {@link PoolPurpose#READ_WRITE} one that is marked read-only for a while refuses writes
 * too, but by the driver and without a round trip: the server would then grant no locks
 * either.
 */
public final class ConnectionPool implements AutoCloseable {

	/**
	 * The longest time one attempt to acquire takes: the shortest that the pool allows.
	 * Whoever waits longer asks again, and so learns in time if the node is gone.
	 */
	public static final Duration ATTEMPT = Duration.ofMillis(250);

	/** From one look at connections that are left time to end to the next. */
	private static final Duration PAUSE = Duration.ofMillis(50);

	/** MySQL's own default, set rather than assumed. */
	private static final String ISOLATION = IsolationLevel.TRANSACTION_REPEATABLE_READ.name();

	private final String node;

	private final PoolPurpose purpose;

	private final PoolSettings settings;

	private final DriverSource driver;

	private final PoolListener listener;

	private final @Nullable MetricsTrackerFactory metrics;

	private volatile @Nullable HikariDataSource pool;

	private volatile int cuts;

	private boolean closed;

	ConnectionPool(String node, String url, PoolPurpose purpose, Credentials credentials, PoolSettings settings,
			PoolListener listener, @Nullable MetricsTrackerFactory metrics) {
		this.node = node;
		this.purpose = purpose;
		this.settings = settings;
		this.driver = new DriverSource(url, credentials, purpose, settings);
		this.listener = listener;
		this.metrics = metrics;
	}

	/**
	 * Take a connection, waiting no longer than {@link #ATTEMPT}.
	 * @return the connection, to be closed by the caller
	 * @throws SQLNonTransientConnectionException if the pool is closed for good
	 * @throws SQLException if there is no connection by then
	 */
	public Connection acquire() throws SQLException {
		HikariDataSource open = this.pool;
		return ((open != null) ? open : open()).getConnection();
	}

	private synchronized HikariDataSource open() throws SQLException {
		if (this.closed) {
			throw new SQLNonTransientConnectionException("Pool '%s' is closed".formatted(this));
		}
		HikariDataSource open = this.pool;
		if (open == null) {
			open = new HikariDataSource(configuration());
			this.pool = open;
		}
		return open;
	}

	private HikariConfig configuration() {
		HikariConfig config = new HikariConfig();
		config.setPoolName(toString());
		config.setDataSource(this.driver);
		config.setAutoCommit(!this.purpose.isTransactional());
		config.setReadOnly(this.purpose.isReadOnly());
		config.setTransactionIsolation(ISOLATION);
		config.setMaximumPoolSize(this.settings.size(this.purpose));
		if (this.purpose == PoolPurpose.FALLBACK_READ) {
			config.setMinimumIdle(1);
		}
		config.setConnectionTimeout(ATTEMPT.toMillis());
		config.setValidationTimeout(ATTEMPT.toMillis());
		config.setMaxLifetime(this.settings.maxLifetime().toMillis());
		config.setInitializationFailTimeout(-1);
		if (!this.purpose.isReadOnly()) {
			config.setConnectionInitSql(CommitPositions.TRACKING);
		}
		config.setExceptionOverride(new FailureReport());
		config.setMetricsTrackerFactory(this.metrics);
		return config;
	}

	/**
	 * Whether all connections that there may be are open, so that whoever gets none waits
	 * for others to end and not for one to open.
	 * @return whether the pool has grown to its size
	 */
	public boolean isFull() {
		HikariDataSource open = this.pool;
		return open != null && open.getHikariPoolMXBean().getTotalConnections() >= this.settings.size(this.purpose);
	}

	/** Replace all connections: idle ones now, those in use when they come back. */
	void evict() {
		HikariDataSource open = this.pool;
		if (open != null) {
			open.getHikariPoolMXBean().softEvictConnections();
		}
	}

	/**
	 * Cut all connections, those in use too and those that were left time to end, and
	 * open new ones with the next use. Returns at once, whatever the node does.
	 */
	synchronized void cut() {
		this.cuts++;
		abandon(Duration.ZERO);
	}

	/**
	 * Open new connections with the next use, and cut those in use when they have had
	 * time to end: longer than that nobody waits for an answer. A pool whose node was
	 * away for a while would try it again only seconds after it is back. Returns at once.
	 */
	void retire() {
		abandon(this.settings.socketTimeout().multipliedBy(2));
	}

	private synchronized void abandon(Duration patience) {
		HikariDataSource open = this.pool;
		this.pool = null;
		if (open != null) {
			int before = this.cuts;
			Thread closer = new Thread(() -> close(open, patience, before), "close-" + open.getPoolName());
			closer.setDaemon(true);
			closer.start();
		}
	}

	private void close(HikariDataSource pool, Duration patience, int cutsBefore) {
		long deadline = System.nanoTime() + patience.toNanos();
		HikariPoolMXBean state = pool.getHikariPoolMXBean();
		try {
			while (state.getActiveConnections() > 0 && System.nanoTime() < deadline && this.cuts == cutsBefore) {
				state.softEvictConnections();
				Thread.sleep(PAUSE.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		pool.close();
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		HikariDataSource open = this.pool;
		this.pool = null;
		if (open != null) {
			open.close();
		}
	}

	/** The name of the pool in logs and metrics, such as {@code db1 read-write}. */
	@Override
	public String toString() {
		return this.node + " " + this.purpose;
	}

	/**
	 * Passes on what a failure says about the node, and evicts connections for writes to
	 * one that takes none. An answer that comes too late says nothing of the node: the
	 * monitor tells whether it is frozen.
	 */
	private final class FailureReport implements SQLExceptionOverride {

		@java.lang.Override
		public Override adjudicate(SQLException failure) {
			ConnectionPool pool = ConnectionPool.this;
			boolean readOnly = pool.purpose == PoolPurpose.READ_WRITE && Failures.isReadOnlyServer(failure);
			if (readOnly || Failures.isNodeLost(failure)) {
				pool.listener.failed(pool.node, failure);
			}
			return readOnly ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
		}

	}

}
