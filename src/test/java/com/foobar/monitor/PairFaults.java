package com.foobar.monitor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.position.Position;

/**
 * What can be done to a pair beyond what its nodes offer, in both dialects, and its
 * repair.
 */
final class PairFaults {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final DatabaseNode primary;

	private final DatabaseNode replica;

	private final boolean mariaDb;

	PairFaults(DatabasePair pair) {
		this.primary = pair.primary();
		this.replica = pair.replica();
		this.mariaDb = this.primary.admin().sql("SELECT VERSION()").query(String.class).single().contains("MariaDB");
	}

	/** Has the replica take writes too, or no longer. */
	void setReplicaWritable(boolean writable) {
		execute(this.replica, "SET GLOBAL read_only = " + (writable ? "OFF" : "ON"));
		if (!this.mariaDb) {
			execute(this.replica, "SET GLOBAL super_read_only = " + (writable ? "OFF" : "ON"));
		}
	}

	/** Has the replica apply everything so much later. */
	void delayReplica(Duration delay) {
		execute(this.replica, "STOP REPLICA", this.mariaDb ? "CHANGE MASTER TO MASTER_DELAY = " + delay.toSeconds()
				: "CHANGE REPLICATION SOURCE TO SOURCE_DELAY = " + delay.toSeconds(), "START REPLICA");
	}

	/** Writes on the primary what changes nothing. */
	void writeOnPrimary() {
		execute(this.primary, "CREATE DATABASE IF NOT EXISTS written");
	}

	/** Writes on the replica what the primary never hears of. */
	void writeOnReplica() {
		changeReplica("CREATE DATABASE errant");
	}

	/**
	 * Takes that back on the replica, and makes the histories one again. MySQL: what the
	 * replica has too much becomes an empty transaction of the primary. MariaDB: the
	 * replica forgets what it has written itself.
	 */
	void undoWriteOnReplica() {
		changeReplica("SET sql_log_bin = 0", "DROP DATABASE IF EXISTS errant");
		if (this.mariaDb) {
			execute(this.replica, "STOP REPLICA", "RESET MASTER", "START REPLICA");
			return;
		}
		Position executed = Position.parse(this.replica.position());
		Position surplus = executed.minus(Position.parse(this.primary.position()));
		if (!surplus.isEmpty()) {
			execute(this.primary, "SET GTID_NEXT = '%s'".formatted(surplus), "BEGIN", "COMMIT");
		}
	}

	private void changeReplica(String... statements) {
		if (!this.mariaDb) {
			execute(this.replica, "SET GLOBAL super_read_only = OFF");
		}
		execute(this.replica, statements);
		if (!this.mariaDb) {
			execute(this.replica, "SET GLOBAL super_read_only = ON");
		}
	}

	/** Makes the pair whole again whatever was done to its processes. */
	void heal() {
		for (DatabaseNode node : List.of(this.primary, this.replica)) {
			node.unpause();
			node.start();
		}
		this.replica.startApplier();
		this.replica.awaitCaughtUp(TIMEOUT);
	}

	static void dropUser(DatabasePair pair, String user) {
		pair.primary().admin().sql("DROP USER '%s'@'%%'".formatted(user)).update();
	}

	/** Ends the connections of a user on a node, as an administrator does. */
	static void disconnect(DatabaseNode node, String user) {
		connections(node, user).forEach((id) -> node.admin().sql("KILL " + id).update());
	}

	/** The connections of a user on a node. */
	static List<Long> connections(DatabaseNode node, String user) {
		return node.admin()
			.sql("SELECT id FROM information_schema.processlist WHERE user = :user")
			.param("user", user)
			.query(Long.class)
			.list();
	}

	private static void execute(DatabaseNode node, String... statements) {
		try (Connection connection = DriverManager.getConnection(
				node.url() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true", "administrator",
				"administrator-password"); Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException("%s refuses %s".formatted(node, String.join("; ", statements)), ex);
		}
	}

}
