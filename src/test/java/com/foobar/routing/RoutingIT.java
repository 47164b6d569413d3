package com.foobar.routing;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests where transactions go and what they cost, by the servers' own counters. Each node
 * has a single connection here, whose session counters know of nobody else's statements.
 */
@OnDatabasePair
@Import(RecordedDecisions.class)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "foobar.routing.pool.size=1")
class RoutingIT {

	private static final int TRANSACTIONS = 100;

	/**
	 * A counter is read twice: the COMMIT of the first time and the SHOW of the second.
	 */
	private static final int ASKING = 2;

	private final DatabasePair databases = DatabasePair.get();

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private PlatformTransactionManager transactions;

	@Autowired
	private RecordedDecisions decisions;

	@Test
	void oneSelectReadTransactionCostsTwoStatementsOnTheReplicaAndNoneOnThePrimary() {
		long[] sent = count("Questions", () -> repeat(() -> readOnly().executeWithoutResult((status) -> select())));
		assertThat(sent).containsExactly(ASKING, 2 * TRANSACTIONS + ASKING);
	}

	@Test
	void oneInsertTransactionCostsTwoStatementsOnThePrimaryAndNoneOnTheReplica() {
		long[] sent = count("Questions", () -> repeat(() -> readWrite().executeWithoutResult((status) -> insert())));
		assertThat(sent).containsExactly(2 * TRANSACTIONS + ASKING, ASKING);
	}

	@Test
	void transactionWithoutStatementCostsNothing() {
		long[] sent = count("Questions", () -> repeat(() -> {
			readOnly().executeWithoutResult((status) -> {
			});
			readWrite().executeWithoutResult((status) -> {
			});
		}));
		assertThat(sent).containsExactly(ASKING, ASKING);
	}

	@Test
	void listIsSelectedOnTheReplicaAndSignedOnThePrimary(@LocalServerPort int port) {
		GuestbookClient visitor = new GuestbookClient("http://localhost:" + port);
		assertThat(count("Com_select", () -> repeat(() -> visitor.list("")))).containsExactly(0, TRANSACTIONS);
		assertThat(count("Com_insert", () -> repeat(() -> visitor.sign("Ann", "hi")))).as("entries and their keys")
			.containsExactly(2 * TRANSACTIONS, 0);
	}

	@Test
	void responseNamesTheNodeThatServedIt(@LocalServerPort int port) {
		GuestbookClient visitor = new GuestbookClient("http://localhost:" + port);
		Answer signed = visitor.sign("Ann", "hi");
		assertThat(signed.header("X-Served-By-Db")).isEqualTo("db1;reason=write");
		assertThat(signed.header("X-Served-By-App")).isNotBlank();
		Answer listed = new GuestbookClient("http://localhost:" + port).list("?limit=100");
		assertThat(listed.header("X-Served-By-Db")).isEqualTo("db2;reason=replica");
		assertThat(visitor.list("?limit=0").headers().firstValue("X-Served-By-Db")).isEmpty();
		assertThat(visitor.list("?limit=0").header("X-Served-By-App")).isNotBlank();
	}

	@Test
	void writeInAReadOnlyTransactionIsRefusedAndReachesNoNode() {
		String before = this.databases.primary().position();
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> readOnly().executeWithoutResult((status) -> insert()))
			.withStackTraceContaining("read-only");
		assertThat(this.databases.primary().position()).isEqualTo(before);
	}

	@Test
	void listenersLearnTheNodeOfEachTransaction() {
		this.decisions.clear();
		readOnly().executeWithoutResult((status) -> select());
		readWrite().executeWithoutResult((status) -> select());
		assertThat(this.decisions.nodes()).containsExactly("db2", "db1");
	}

	/** What the work adds to a session counter on the primary and on the replica. */
	private long[] count(String counter, Runnable work) {
		long[] before = { ask(readWrite(), counter), ask(readOnly(), counter) };
		work.run();
		return new long[] { ask(readWrite(), counter) - before[0], ask(readOnly(), counter) - before[1] };
	}

	private long ask(TransactionTemplate transaction, String counter) {
		return SessionCounter.ask(this.jdbc, transaction, counter);
	}

	private static void repeat(Runnable work) {
		for (int number = 0; number < TRANSACTIONS; number++) {
			work.run();
		}
	}

	private TransactionTemplate readOnly() {
		TransactionTemplate template = readWrite();
		template.setReadOnly(true);
		return template;
	}

	private TransactionTemplate readWrite() {
		return new TransactionTemplate(this.transactions);
	}

	private void select() {
		this.jdbc.sql("SELECT COUNT(*) FROM entry").query(Long.class).single();
	}

	private void insert() {
		this.jdbc
			.sql("INSERT INTO entry (author, message, created, visitor) VALUES ('a', 'm', NOW(3), '0123456789abcdef')")
			.update();
	}

}
