package com.foobar.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.consistency.ConsistencyScopes;
import com.foobar.fixture.DatabasePair;
import com.foobar.history.HistoryTable;
import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests what transactions of visitors cost, by the servers' own counters. Each node has a
 * single connection for each purpose here, whose session counters know of nobody else's
 * statements.
 */
class StatementCountsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final int TRANSACTIONS = 50;

	/**
	 * A counter is read twice: the COMMIT of the first time and the SHOW of the second.
	 */
	private static final int ASKING = 2;

	/** Without a transaction there is no COMMIT. */
	private static final int ASKING_READ_COMMITTED = 1;

	private final DatabasePair pair = DatabasePair.get();

	private final HistoryTable table = new HistoryTable(this.pair);

	private RoutedInstance app;

	private JdbcClient jdbc;

	@BeforeEach
	void createTable() {
		this.pair.restore();
		this.table.create();
		this.pair.replica().awaitCaughtUp(PATIENCE);
		start(this.pair.properties());
	}

	@AfterEach
	void restore() {
		this.app.close();
		this.pair.restore();
		this.table.drop();
	}

	@Test
	void readOfAVisitorCostsTwoStatements() {
		long sent = count(readOnly(), () -> inScope(() -> repeat(readOnly(), this::select)));
		assertThat(sent).isEqualTo(2 * TRANSACTIONS + ASKING);
		assertThat(this.app.decisions().counts()).containsOnlyKeys("db2 replica");
	}

	@Test
	void writeOfAVisitorCostsTwoStatements() {
		long sent = count(readWrite(), () -> inScope(() -> repeat(readWrite(), this::insert)));
		assertThat(sent).isEqualTo(2 * TRANSACTIONS + ASKING);
		assertThat(this.app.decisions().counts()).containsOnlyKeys("db1 write");
	}

	@Test
	void readThatThePrimaryTakesCostsAVisitorOneMore() {
		this.pair.replica().stopApplier();
		awaitReplica(Health.BROKEN);
		assertThat(count(readOnly(), () -> repeat(readOnly(), this::select))).isEqualTo(2 * TRANSACTIONS + ASKING);
		assertThat(count(readOnly(), () -> inScope(() -> repeat(readOnly(), this::select))))
			.isEqualTo(3 * TRANSACTIONS + ASKING);
		assertThat(this.app.decisions().counts()).containsOnlyKeys("db1 fallback");
	}

	@Test
	void readThatIsDeclaredReadCommittedCostsOneStatement() {
		TransactionTemplate readCommitted = readOnly();
		readCommitted.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		assertThatSelectsAreAllThatIsSent(readCommitted);
	}

	@Test
	void readCostsOneStatementWhereReadCommittedIsTheDefault() {
		restart("foobar.routing.read-isolation=read-committed");
		assertThatSelectsAreAllThatIsSent(readOnly());
	}

	private void assertThatSelectsAreAllThatIsSent(TransactionTemplate transaction) {
		assertThat(count(transaction, () -> inScope(() -> repeat(transaction, this::select))))
			.isEqualTo(TRANSACTIONS + ASKING_READ_COMMITTED);
		assertThat(count("Com_select", transaction, () -> repeat(transaction, this::select))).isEqualTo(TRANSACTIONS);
		for (String ending : new String[] { "Com_commit", "Com_rollback", "Com_set_option" }) {
			assertThat(count(ending, transaction, () -> repeat(transaction, this::select))).as(ending).isZero();
		}
		assertThat(this.app.decisions().counts()).containsOnlyKeys("db2 replica");
	}

	@Test
	void declaredRepeatableReadIsATransactionWhereReadCommittedIsTheDefault() {
		restart("foobar.routing.read-isolation=read-committed");
		TransactionTemplate repeatable = readOnly();
		repeatable.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		assertThat(count(repeatable, () -> repeat(repeatable, this::select))).isEqualTo(2 * TRANSACTIONS + ASKING);
	}

	@Test
	void readCommittedReadOnlyTransactionRefusesWrites() {
		TransactionTemplate readCommitted = readOnly();
		readCommitted.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
		assertThatWritesAreRefused(readCommitted);
	}

	@Test
	void readCommittedReadOnlyTransactionRefusesWritesWhereNodeAndUserWouldTakeThem() {
		Map<String, String> alone = new HashMap<>(this.pair.properties());
		alone.keySet().removeIf((name) -> name.startsWith("foobar.routing.nodes[1]"));
		for (String part : new String[] { "username", "password" }) {
			alone.put("foobar.routing.reader." + part,
					Objects.requireNonNull(alone.get("foobar.routing.writer." + part)));
		}
		this.app.close();
		start(alone, "foobar.routing.read-isolation=read-committed");
		assertThatWritesAreRefused(readOnly());
		assertThat(this.app.decisions().counts()).containsOnlyKeys("db1 share");
	}

	private void assertThatWritesAreRefused(TransactionTemplate transaction) {
		assertThatExceptionOfType(DataAccessException.class)
			.isThrownBy(() -> transaction.executeWithoutResult((status) -> insert()))
			.withStackTraceContaining("read-only");
		assertThat(this.table.rows()).isEmpty();
	}

	private void restart(String... settings) {
		this.app.close();
		start(this.pair.properties(), settings);
	}

	private void start(Map<String, String> properties, String... settings) {
		Map<String, String> single = new HashMap<>(properties);
		single.put("foobar.routing.pool.size", "1");
		single.put("foobar.routing.pool.fallback-size", "1");
		this.app = RoutedInstance.start("app", single, settings);
		this.jdbc = JdbcClient.create(this.app.dataSource());
	}

	/** In the scope of a visitor who has written all there is, which the replica has. */
	private void inScope(Runnable work) {
		ConsistencyToken token = ConsistencyToken.of(Position.parse(this.pair.primary().position()));
		Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.until(() -> node().health() == Health.BROKEN || node().position().contains(token.position()));
		try (ConsistencyScope scope = new ConsistencyScopes(this.app.consistency()).open(token)) {
			assertThat(scope.isTracked()).isTrue();
			work.run();
		}
	}

	private void awaitReplica(Health health) {
		Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> node().health() == health);
	}

	private Node node() {
		return this.app.topology().get().node("db2");
	}

	private long count(TransactionTemplate transaction, Runnable work) {
		return count("Questions", transaction, work);
	}

	/** What the work adds to a counter of the connection that such transactions have. */
	private long count(String counter, TransactionTemplate transaction, Runnable work) {
		long before = ask(transaction, counter);
		work.run();
		return ask(transaction, counter) - before;
	}

	private long ask(TransactionTemplate transaction, String counter) {
		return SessionCounter.ask(this.jdbc, transaction, counter);
	}

	private static void repeat(TransactionTemplate transaction, Runnable statement) {
		for (int number = 0; number < TRANSACTIONS; number++) {
			transaction.executeWithoutResult((status) -> statement.run());
		}
	}

	private TransactionTemplate readOnly() {
		TransactionTemplate template = readWrite();
		template.setReadOnly(true);
		return template;
	}

	private TransactionTemplate readWrite() {
		return new TransactionTemplate(this.app.transactions());
	}

	private void select() {
		this.jdbc.sql("SELECT COUNT(*) FROM history_write").query(Long.class).single();
	}

	private void insert() {
		this.jdbc.sql("INSERT INTO history_write (session, number) VALUES (1, 1)").update();
	}

}
