package com.foobar.probe;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.LongSupplier;

import com.foobar.position.Position;
import com.foobar.probe.Replication.State;
import com.foobar.topology.Role;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a node, and what it need not be asked twice. Confined to the thread
 * that polls, except for {@link #abort()} and the volatile marks.
 */
final class Session implements AutoCloseable {

	private final Connection connection;

	private final Statement statement;

	private final Dialect dialect;

	private final long replicationNanos;

	private final LongSupplier clock;

	private String positionText = "";

	private @Nullable Position position;

	private @Nullable Replication replication;

	private long replicationSince;

	private volatile boolean answered;

	private volatile boolean aborted;

	private Session(Connection connection, MonitorSettings settings, LongSupplier clock) throws SQLException {
		this.connection = connection;
		this.statement = connection.createStatement();
		this.dialect = Dialect.of(connection.getMetaData().getDatabaseProductVersion());
		this.replicationNanos = settings.replicationInterval().toNanos();
		this.clock = clock;
	}

	/**
	 * Connects, to the one schema that every user may see and every server has. The
	 * driver has no time limits of its own. Once connected, whoever watches over the poll
	 * is the first to lose patience: over TLS the driver's limit takes effect only after
	 * twice its time, since closing an encrypted connection waits for an answer as well.
	 */
	static Session open(String url, MonitorSettings settings, LongSupplier clock) throws SQLException {
		String timeout = String.valueOf(settings.timeout().toMillis());
		Properties properties = new Properties();
		properties.setProperty("user", settings.username());
		properties.setProperty("password", settings.password());
		properties.setProperty("dbname", "information_schema");
		properties.setProperty("connectTimeout", timeout);
		properties.setProperty("socketTimeout", timeout);
		Connection connection = DriverManager.getConnection(url, properties);
		try {
			connection.setNetworkTimeout(Runnable::run, 2 * (int) settings.timeout().toMillis());
			return new Session(connection, settings, clock);
		}
		catch (SQLException ex) {
			connection.close();
			throw ex;
		}
	}

	/** Asks for everything a poll tells, in one statement as a rule. */
	Answer ask() throws SQLException {
		try (ResultSet row = this.statement.executeQuery(this.dialect.query())) {
			row.next();
			Role role = row.getBoolean(1) ? Role.REPLICA : Role.PRIMARY;
			String serverId = row.getString(2);
			Position position = position(row.getString(3));
			Answer answer = new Answer(role, serverId, position, replication(role));
			this.answered = true;
			return answer;
		}
	}

	private Position position(String text) {
		Position known = this.position;
		if (known == null || !text.equals(this.positionText)) {
			known = this.dialect.position(text);
			this.position = known;
			this.positionText = text;
		}
		return known;
	}

	private Replication replication(Role role) throws SQLException {
		Replication known = (role == Role.PRIMARY) ? Replication.NONE : this.replication;
		if (known == null || (role == Role.REPLICA && isDue(known))) {
			known = askForReplication();
			this.replicationSince = this.clock.getAsLong();
		}
		this.replication = known;
		return known;
	}

	/**
	 * Whoever does not follow is asked each time, so that nobody waits for its return.
	 */
	private boolean isDue(Replication known) {
		return known.state() != State.FOLLOWING
				|| this.clock.getAsLong() - this.replicationSince >= this.replicationNanos;
	}

	private Replication askForReplication() throws SQLException {
		try (ResultSet row = this.statement.executeQuery("SHOW REPLICA STATUS")) {
			if (!row.next()) {
				return Replication.NONE;
			}
			Replication result = this.dialect.replication(row);
			while (row.next()) {
				result = result.and(this.dialect.replication(row));
			}
			return result;
		}
	}

	boolean hasAnswered() {
		return this.answered;
	}

	boolean isAborted() {
		return this.aborted;
	}

	void abort() {
		this.aborted = true;
		try {
			this.connection.abort(Runnable::run);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("A direct executor is all it takes", ex);
		}
	}

	@Override
	public void close() {
		try {
			this.connection.close();
		}
		catch (SQLException ex) {
			abort();
		}
	}

}
