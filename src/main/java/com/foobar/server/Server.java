package com.foobar.server;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

import com.foobar.position.Position;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One MySQL server in the hands of its operator: each method is one step, which can be
 * repeated. All throw a {@link DataAccessException} where the server refuses or does not
 * answer. Looking is confined to one thread at a time and has a connection of its own;
 * {@link #abort()} may be called from another.
 */
public final class Server implements AutoCloseable {

	/**
	 * How long a statement may take that is no work: stopping a receiver waits for one
	 * that is connecting to a frozen server.
	 */
	private static final Duration STATEMENT = Duration.ofSeconds(10);

	/** MySQL cannot start itself again: whoever watches over the container does. */
	private static final int RESTART_FAILED = 3707;

	private final ServerSettings settings;

	private volatile @Nullable Connection watching;

	/**
	 * A server, without connecting yet.
	 * @param settings where it is
	 */
	public Server(ServerSettings settings) {
		this.settings = settings;
	}

	/**
	 * Its configured name.
	 * @return the name
	 */
	public String name() {
		return this.settings.name();
	}

	/**
	 * Where other servers find it.
	 * @return {@code host:port}
	 */
	public String address() {
		return this.settings.address();
	}

	/**
	 * Look at it now, over a connection that is kept for the next look.
	 * @return what it says
	 * @throws SQLException if it does not answer in time, or not to this user
	 */
	public ServerState look() throws SQLException {
		Connection open = this.watching;
		if (open == null) {
			open = connect(this.settings.timeout());
			this.watching = open;
		}
		try {
			return StateReader.read(new JdbcTemplate(new SingleConnectionDataSource(open, true)));
		}
		catch (DataAccessException ex) {
			close();
			throw (ex.getRootCause() instanceof SQLException cause) ? cause : new SQLException(ex.getMessage(), ex);
		}
	}

	/** Cut the connection of {@link #look()}, which then fails at once. */
	public void abort() {
		Connection open = this.watching;
		this.watching = null;
		if (open != null) {
			try {
				open.abort(Runnable::run);
			}
			catch (SQLException ex) {
				throw new IllegalStateException("A direct executor is all it takes", ex);
			}
		}
	}

	@Override
	public void close() {
		abort();
	}

	/**
	 * Refuse all writes from now on, those of administrators too. What has been written
	 * and not been committed by then is refused at its {@code COMMIT}.
	 * @param patience how long to wait for statements and commits under way, to the
	 * second; where they take longer nothing has changed
	 */
	public void refuseWrites(Duration patience) {
		run(patience, (sql) -> {
			sql.execute("SET SESSION lock_wait_timeout = " + Math.max(1, patience.toSeconds()));
			sql.execute("SET GLOBAL super_read_only = ON");
		});
	}

	/**
	 * Take the role from a primary that should have lost it, whatever state it is in.
	 * First its users are cut off. Only then is what waits for a replica's
	 * acknowledgement let go, which reaches nobody any more, since {@code read_only}
	 * would wait for it, and it cannot be killed. In the end it is a read-only node that
	 * may be looked at again.
	 * @param patience how long to wait for statements under way, to the second
	 */
	public void fence(Duration patience) {
		run(patience, (sql) -> {
			sql.execute("SET GLOBAL offline_mode = ON");
			ReplicaWait.end(sql);
			sql.execute("SET SESSION lock_wait_timeout = " + Math.max(1, patience.toSeconds()));
			sql.execute("SET GLOBAL super_read_only = ON");
			sql.execute("SET GLOBAL offline_mode = OFF");
		});
	}

	/** Let ordinary users connect again. */
	public void admit() {
		run((sql) -> sql.execute("SET GLOBAL offline_mode = OFF"));
	}

	/**
	 * Follow another server from where the own history ends, and nobody else.
	 * @param source the server to follow
	 */
	public void follow(Server source) {
		ServerSettings from = source.settings;
		run((sql) -> {
			Map<String, Object> tls = sql
				.queryForMap("SELECT @@global.ssl_ca AS ca, @@global.ssl_cert AS cert, @@global.ssl_key AS private");
			ReplicaThreads.stop(sql);
			ReplicaWait.end(sql);
			sql.execute("SET GLOBAL super_read_only = ON");
			sql.update("""
					CHANGE REPLICATION SOURCE TO SOURCE_HOST = ?, SOURCE_PORT = ?, SOURCE_USER = ?, SOURCE_PASSWORD = ?,
					SOURCE_AUTO_POSITION = 1, SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 0,
					SOURCE_HEARTBEAT_PERIOD = 0.5, SOURCE_SSL = 1, SOURCE_SSL_CA = ?, SOURCE_SSL_CERT = ?,
					SOURCE_SSL_KEY = ?, SOURCE_SSL_VERIFY_SERVER_CERT = 1""", from.host(), from.port(),
					from.replication().username(), from.replication().password(), tls.get("ca"), tls.get("cert"),
					tls.get("private"));
			sql.execute("START REPLICA");
		});
	}

	/**
	 * Receive nothing more, and so acknowledge nothing more; go on applying, or try that
	 * again where it had stopped.
	 */
	public void drain() {
		run((sql) -> {
			ReplicaThreads.stopReceiver(sql);
			if (!sql
				.queryForList("SELECT 1 FROM performance_schema.replication_connection_configuration "
						+ "WHERE CHANNEL_NAME = '' AND HOST <> ''")
				.isEmpty()) {
				sql.execute("START REPLICA SQL_THREAD");
			}
		});
	}

	/**
	 * Wait until transactions have been executed.
	 * @param position which
	 * @param patience how long to wait at most
	 * @return whether they have been by then
	 */
	public boolean awaitExecuted(Position position, Duration patience) {
		Integer answer = query(patience, (sql) -> sql.queryForObject(
				String.format(Locale.ROOT, "SELECT WAIT_FOR_EXECUTED_GTID_SET(?, %.3f)", patience.toMillis() / 1000.0),
				Integer.class, position.toString()));
		return Integer.valueOf(0).equals(answer);
	}

	/**
	 * Become the primary of a new epoch, without taking writes of ordinary users yet: its
	 * first transaction says so, and from then on it follows nobody.
	 * @param number the number of the epoch
	 * @param reason what for
	 */
	public void beginEpoch(long number, Epoch.Reason reason) {
		run((sql) -> {
			ReplicaThreads.stop(sql);
			ReplicaWait.end(sql);
			sql.execute("SET GLOBAL read_only = ON");
			sql.execute("SET GLOBAL super_read_only = OFF");
			sql.update("INSERT INTO controller.epoch (number, node, reason) VALUES (?, ?, ?)", number, name(),
					reason.name());
		});
	}

	/**
	 * Take writes from now on, and follow nobody. Nothing of that outlives a restart of
	 * the server.
	 * @param semiSync whether to acknowledge them only when a replica has them
	 */
	public void open(boolean semiSync) {
		run((sql) -> {
			ReplicaThreads.stop(sql);
			sql.execute("RESET REPLICA ALL");
			sql.execute("SET GLOBAL offline_mode = OFF");
			if (semiSync) {
				ReplicaWait.begin(sql);
			}
			else {
				ReplicaWait.end(sql);
			}
			sql.execute("SET GLOBAL super_read_only = OFF");
			sql.execute("SET GLOBAL read_only = OFF");
		});
	}

	/** Acknowledge commits only when a replica has them. */
	public void waitForReplica() {
		run(ReplicaWait::begin);
	}

	/**
	 * Acknowledge commits without a replica while none is connected, and where commits
	 * wait for one, cut off all who read the binary log.
	 */
	public void goOnAlone() {
		run(ReplicaWait::end);
	}

	/**
	 * Replace all data by a copy of another server's. The server ends by that and has to
	 * be started again, by Docker say.
	 * @param donor the server to copy
	 * @param patience how long that may take
	 */
	public void cloneFrom(Server donor, Duration patience) {
		ServerSettings from = donor.settings;
		run(patience, (sql) -> {
			ReplicaThreads.stop(sql);
			sql.update("SET GLOBAL clone_valid_donor_list = ?", from.address());
			sql.execute("SET GLOBAL read_only = ON");
			sql.execute("SET GLOBAL super_read_only = OFF");
			try {
				sql.update("CLONE INSTANCE FROM ?@?:%d IDENTIFIED BY ? REQUIRE SSL".formatted(from.port()),
						from.cloning().username(), from.host(), from.cloning().password());
			}
			catch (DataAccessException ex) {
				if (!isRestartLeftToOthers(ex)) {
					throw ex;
				}
			}
		});
	}

	private static boolean isRestartLeftToOthers(DataAccessException failure) {
		return failure.getRootCause() instanceof SQLException cause && cause.getErrorCode() == RESTART_FAILED;
	}

	/**
	 * Make the database, its users and the controller's own table, as far as they are not
	 * there, on a server that takes no writes of ordinary users yet.
	 * @param accounts the database and the users
	 */
	public void bootstrap(Accounts accounts) {
		run((sql) -> {
			sql.execute("SET GLOBAL read_only = ON");
			sql.execute("SET GLOBAL super_read_only = OFF");
			accounts.create(sql, this.settings.replication(), this.settings.cloning());
		});
	}

	/**
	 * Keep other controllers from working on this server for as long as the lock is open.
	 * It ends with the process that took it.
	 * @return the lock
	 * @throws LockedException if somebody else has it
	 */
	public ServerLock lock() {
		try {
			return ServerLock.take(name(), connect(this.settings.timeout()));
		}
		catch (SQLException ex) {
			throw new ServerUnreachableException(name(), ex);
		}
	}

	/**
	 * The oldest of its binary logs.
	 * @return the name of the file
	 */
	public String firstLog() {
		List<String> logs = query(this.settings.timeout(),
				(sql) -> sql.query("SHOW BINARY LOGS", (row, index) -> row.getString("Log_name")));
		if (logs == null || logs.isEmpty()) {
			throw new IllegalStateException("%s writes no binary log".formatted(name()));
		}
		return logs.get(0);
	}

	/**
	 * Do something that no single method does, over a connection of its own.
	 * @param patience how long a statement may take
	 * @param work what to do
	 */
	void run(Duration patience, Work work) {
		query(patience, (sql) -> {
			work.run(sql);
			return null;
		});
	}

	private void run(Work work) {
		run(STATEMENT, work);
	}

	/** Ask for something that no single method does, over a connection of its own. */
	<T> @Nullable T query(Duration patience, Query<T> work) {
		try (Connection connection = connect(patience.plus(this.settings.timeout()))) {
			return work.run(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
		}
		catch (SQLException ex) {
			throw new ServerUnreachableException(name(), ex);
		}
	}

	/** A new connection on which no answer takes longer than the given time. */
	Connection connect(Duration patience) throws SQLException {
		Properties properties = new Properties();
		properties.setProperty("user", this.settings.operator().username());
		properties.setProperty("password", this.settings.operator().password());
		properties.setProperty("connectTimeout", String.valueOf(this.settings.timeout().toMillis()));
		properties.setProperty("socketTimeout", String.valueOf(patience.toMillis()));
		return DriverManager.getConnection(this.settings.url(), properties);
	}

	@Override
	public String toString() {
		return name();
	}

	/** Statements without a result. */
	@FunctionalInterface
	interface Work {

		void run(JdbcTemplate sql);

	}

	/** Statements with a result. */
	@FunctionalInterface
	interface Query<T> {

		@Nullable T run(JdbcTemplate sql);

	}

}
