package com.foobar.benchmark;

import java.time.Duration;
import java.util.Map;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.pool.Credentials;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The primary and the replica that contenders connect to. Immutable.
 *
 * @param primaryUrl JDBC URL of the node that takes writes
 * @param replicaUrl JDBC URL of the node for reads
 * @param writer the user of read-write connections
 * @param reader the user of read-only connections
 * @param monitor the user that asks the nodes for their roles
 * @param position how far the replica's history reaches, in the server's notation
 */
record Database(String primaryUrl, String replicaUrl, Credentials writer, Credentials reader, Credentials monitor,
		String position) {

	/** How many rows can be read; their keys count from 1. */
	static final int ROWS = 1000;

	/** What every contender does, in a read-only transaction. */
	static final String SELECT = "SELECT message FROM benchmark WHERE id = ?";

	/** Neither tries encryption, which would cost all contenders the same. */
	private static final String OPTIONS = "?sslMode=DISABLED&allowPublicKeyRetrieval=true";

	private static final String STUB_POSITION = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-77";

	/** Two nodes that are not there: their driver does nothing. */
	static Database stub() {
		StubDriver.register();
		Credentials nobody = new Credentials("nobody", "");
		return new Database(StubDriver.URL + "db1", StubDriver.URL + "db2", nobody, nobody, nobody, STUB_POSITION);
	}

	/** The test fixture's pair, with the rows to read, and the replica caught up. */
	static Database pair() {
		DatabasePair pair = DatabasePair.get();
		fill(pair.primary().admin());
		pair.replica().awaitCaughtUp(Duration.ofSeconds(30));
		return new Database(url(pair.primary()), url(pair.replica()), user(pair, "writer"), user(pair, "reader"),
				user(pair, "monitor"), pair.replica().position());
	}

	boolean isStub() {
		return this.primaryUrl.startsWith(StubDriver.URL);
	}

	static String url(DatabaseNode node) {
		return node.url() + OPTIONS;
	}

	static Credentials user(DatabasePair pair, String name) {
		Map<String, String> properties = pair.properties();
		return new Credentials(properties.getOrDefault("foobar.routing." + name + ".username", ""),
				properties.getOrDefault("foobar.routing." + name + ".password", ""));
	}

	private static void fill(JdbcClient admin) {
		admin.sql("CREATE TABLE benchmark (id BIGINT PRIMARY KEY, message VARCHAR(200) NOT NULL)").update();
		admin.sql("""
				INSERT INTO benchmark
				WITH RECURSIVE number (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM number WHERE id < %d)
				SELECT id, REPEAT('m', 100) FROM number""".formatted(ROWS)).update();
	}

}
