package com.foobar.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.foobar.connection.Intent;
import com.foobar.consistency.Consistency;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.consistency.ConsistencyScopes;
import com.foobar.decision.Refusal;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.PairFaults;
import com.foobar.history.DataSourceInstance;
import com.foobar.history.HistoryTable;
import com.foobar.history.SessionScope;
import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests where reads go by each setting that has a say in it. */
class RoutingModesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** Longer than any of these tests. */
	private static final Duration DELAY = Duration.ofMinutes(10);

	/** Longer than any of these tests, so that a delayed replica serves. */
	private static final String MAX_LAG = "foobar.consistency.max-lag=1m";

	private static final String UNKNOWN = "aaaaaaaa-71ca-11e1-9e33-c80aa9429562";

	private static final int READS = 400;

	private final DatabasePair pair = DatabasePair.get();

	private final HistoryTable table = new HistoryTable(this.pair);

	private final List<RoutedInstance> instances = new ArrayList<>();

	@BeforeEach
	void createTable() {
		this.pair.restore();
		this.table.create();
		this.pair.replica().awaitCaughtUp(PATIENCE);
	}

	@AfterEach
	void restore() {
		this.instances.forEach(RoutedInstance::close);
		this.pair.restore();
		this.table.drop();
	}

	@Test
	void eachModeReadsAsItPromisesWhileTheReplicaIsDelayed() throws Exception {
		RoutedInstance eventual = start(MAX_LAG, "foobar.consistency.mode=eventual");
		RoutedInstance bounded = start(MAX_LAG, "foobar.consistency.mode=bounded:1s");
		RoutedInstance session = start(MAX_LAG, "foobar.consistency.mode=session");
		RoutedInstance strong = start(MAX_LAG, "foobar.consistency.mode=strong");
		ConsistencyToken token = writeBehind(bounded);
		assertThat(readAs(token, eventual)).isEqualTo(0);
		assertThat(readAs(token, bounded)).isEqualTo(1);
		assertThat(readAs(token, session)).isEqualTo(1);
		assertThat(readAs(token, strong)).isEqualTo(1);
		assertThat(eventual.decisions().counts()).containsOnlyKeys("db2 replica");
		assertThat(bounded.decisions().counts()).containsOnlyKeys("db1 fallback");
		assertThat(session.decisions().counts()).containsOnlyKeys("db1 fallback");
		assertThat(strong.decisions().counts()).containsOnlyKeys("db1 strong");
	}

	@Test
	void eachCallReadsAsItAsksWhileTheReplicaIsDelayed() throws Exception {
		RoutedInstance app = start(MAX_LAG);
		ConsistencyToken token = writeBehind(app);
		assertThat(inScope(token, app, () -> Consistency.EVENTUAL.call(() -> read(app)))).isEqualTo(0);
		assertCounts(app, "db2 replica");
		assertThat(inScope(token, app, () -> Consistency.STRONG.call(() -> read(app)))).isEqualTo(1);
		assertCounts(app, "db1 strong");
		Consistency second = Consistency.bounded(Duration.ofSeconds(1));
		assertThat(inScope(ConsistencyToken.NONE, app, () -> second.call(() -> read(app)))).isEqualTo(1);
		assertCounts(app, "db1 fallback");
		Consistency minute = Consistency.bounded(Duration.ofMinutes(1));
		assertThat(inScope(token, app, () -> minute.call(() -> read(app)))).isEqualTo(0);
		assertCounts(app, "db2 replica");
		assertThat(inScope(token, app, () -> Consistency.STRONG.call(() -> Consistency.EVENTUAL.call(() -> read(app)))))
			.as("the innermost call decides")
			.isEqualTo(0);
		assertCounts(app, "db2 replica");
		assertThat(inScope(token, app, () -> read(app))).isEqualTo(1);
		assertCounts(app, "db1 fallback");
	}

	/** Writes what the replica has not, and waits until the instance knows its lag. */
	private ConsistencyToken writeBehind(RoutedInstance app) throws Exception {
		this.pair.replica().setDelay(DELAY);
		write(app, 1);
		app.decisions().clear();
		awaitReplica(app, (node) -> {
			Duration lag = node.lag();
			return node.health() == Health.UP && lag != null && lag.compareTo(Duration.ofSeconds(1)) > 0;
		});
		return written();
	}

	@Test
	void whatThePrimaryStillLacksAfterAnotherLookIsLostAndReadFromIt() throws Exception {
		RoutedInstance app = start();
		assertThat(readAs(ConsistencyToken.of(future()), app)).isEqualTo(0);
		assertThat(app.decisions().positionsIgnored()).isEqualTo(1);
		assertCounts(app, "db1 fallback");
	}

	@Test
	void whatNobodyHasEverHeardOfIsIgnoredWithoutAWait() throws Exception {
		RoutedInstance app = start();
		assertThat(readAs(ConsistencyToken.of(unknown()), app)).isEqualTo(0);
		assertThat(app.decisions().positionsIgnored()).isOne();
		assertThat(app.decisions().waitsInVain()).isZero();
		assertThat(app.decisions().longestWait()).isZero();
		assertCounts(app, "db2 replica");
	}

	@ParameterizedTest
	@CsvSource({ "0, 0, 0", "0.5, 140, 260", "1, 400, 400" })
	void primaryTakesItsShareOfTheReads(String share, long least, long most) throws Exception {
		RoutedInstance app = start("foobar.routing.reads=all", "foobar.routing.primary-share=" + share);
		for (int number = 0; number < READS; number++) {
			readAs(ConsistencyToken.NONE, app);
		}
		Map<String, Long> counts = app.decisions().counts();
		assertThat(counts.keySet()).isSubsetOf("db1 share", "db2 replica");
		assertThat(counts.getOrDefault("db1 share", 0L)).isBetween(least, most);
		assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(READS);
	}

	@Test
	void scopeStaysOnTheNodeOfItsFirstRead() throws Exception {
		RoutedInstance app = start("foobar.routing.reads=all");
		Set<String> nodes = new TreeSet<>();
		for (int scope = 0; scope < 40; scope++) {
			app.decisions().clear();
			inScope(ConsistencyToken.NONE, app, () -> read(app) + read(app) + read(app));
			assertThat(app.decisions().nodes()).hasSize(3).containsOnly(app.decisions().nodes().get(0));
			nodes.add(app.decisions().nodes().get(0));
		}
		assertThat(nodes).containsExactly("db1", "db2");
	}

	@Test
	void singleNodeServesEverything() throws Exception {
		Map<String, String> alone = new HashMap<>(this.pair.properties());
		alone.keySet().removeIf((name) -> name.startsWith("foobar.routing.nodes[1]"));
		RoutedInstance app = started(RoutedInstance.start("alone", alone));
		write(app, 1);
		assertCounts(app, "db1 write");
		assertThat(readAs(written(), app)).isEqualTo(1);
		assertThat(Consistency.EVENTUAL.call(() -> read(app))).isEqualTo(1);
		assertCounts(app, "db1 share");
		assertThat(Consistency.STRONG.call(() -> read(app))).isEqualTo(1);
		assertCounts(app, "db1 strong");
	}

	@Test
	void readIsRefusedWhileTheOnlyFallbackConnectionIsHeld() throws Exception {
		RoutedInstance app = start("foobar.routing.pool.fallback-size=1");
		ConsistencyToken token = writeAfterTheApplierStopped(app);
		inScope(token, app, () -> {
			readOnly(app).executeWithoutResult((held) -> {
				count(app);
				assertThatExceptionOfType(TransientDataAccessException.class)
					.isThrownBy(() -> count(app.anotherRead(), app))
					.withStackTraceContaining("fallback-exhausted");
			});
			return 0L;
		});
		assertThat(app.decisions().refusals()).containsExactly(Refusal.FALLBACK_EXHAUSTED);
		assertCounts(app, "db1 fallback");
		assertThat(readAs(token, app)).as("when it is given back").isEqualTo(1);
	}

	@Test
	void readIsServedStaleWhileTheOnlyFallbackConnectionIsHeld() throws Exception {
		RoutedInstance app = start("foobar.routing.pool.fallback-size=1", "foobar.routing.when-exhausted=stale");
		ConsistencyToken token = writeAfterTheApplierStopped(app);
		inScope(token, app, () -> {
			readOnly(app).executeWithoutResult((held) -> {
				assertThat(count(app)).isOne();
				assertThat(count(app.anotherRead(), app)).isZero();
			});
			return 0L;
		});
		assertThat(app.decisions().counts()).containsOnlyKeys("db1 fallback", "db2 stale");
		assertThat(app.decisions().refusals()).isEmpty();
	}

	@Test
	void staleReadThatNamesALagIsRefusedBeyondIt() throws Exception {
		RoutedInstance app = start("foobar.routing.pool.fallback-size=1", "foobar.routing.when-exhausted=stale");
		ConsistencyToken token = writeBehind(app);
		inScope(token, app, () -> {
			readOnly(app).executeWithoutResult((held) -> {
				count(app);
				assertThatExceptionOfType(TransientDataAccessException.class)
					.isThrownBy(
							() -> Consistency.bounded(Duration.ofSeconds(1)).call(() -> count(app.anotherRead(), app)))
					.withStackTraceContaining("fallback-exhausted");
			});
			return 0L;
		});
		assertCounts(app, "db1 fallback");
	}

	private ConsistencyToken writeAfterTheApplierStopped(RoutedInstance app) throws Exception {
		this.pair.replica().stopApplier();
		write(app, 1);
		awaitReplica(app, (node) -> node.health() == Health.BROKEN);
		app.decisions().clear();
		return written();
	}

	@Test
	void fallbackReadsNeverHoldMoreConnectionsThanTheyAreGiven() throws Exception {
		JdbcClient admin = this.pair.primary().admin();
		admin.sql("CREATE USER 'bulkhead'@'%' IDENTIFIED BY 'bulkhead-password'").update();
		ExecutorService executor = Executors.newFixedThreadPool(8);
		try {
			admin.sql("GRANT SELECT ON guestbook.* TO 'bulkhead'@'%'").update();
			this.pair.replica().awaitCaughtUp(PATIENCE);
			RoutedInstance app = start("foobar.routing.pool.fallback-size=2", "foobar.routing.reader.username=bulkhead",
					"foobar.routing.reader.password=bulkhead-password");
			ConsistencyToken token = writeAfterTheApplierStopped(app);
			List<Future<Long>> reads = Stream.<Callable<Long>>generate(() -> () -> slowReads(token, app))
				.limit(8)
				.map(executor::submit)
				.toList();
			int most = 0;
			while (!reads.stream().allMatch(Future::isDone)) {
				most = Math.max(most, PairFaults.connections(this.pair.primary(), "bulkhead").size());
			}
			long served = 0;
			for (Future<Long> read : reads) {
				served += read.get();
			}
			assertThat(most).isEqualTo(2);
			assertThat(served).isPositive();
			assertThat(app.decisions().counts()).containsOnlyKeys("db1 fallback");
		}
		finally {
			executor.shutdownNow();
			PairFaults.dropUser(this.pair, "bulkhead");
		}
	}

	/** How many of some reads were served; the others found no connection. */
	private static long slowReads(ConsistencyToken token, RoutedInstance app) throws Exception {
		long served = 0;
		for (int number = 0; number < 20; number++) {
			try {
				inScope(token, app, () -> query(readOnly(app), app, "SELECT SLEEP(0.01)"));
				served++;
			}
			catch (TransientDataAccessException ex) {
				assertThat(ex).hasStackTraceContaining("fallback-exhausted");
			}
		}
		return served;
	}

	@Test
	void codeWithoutTransactionReadsOnTheReplicaWhereItSaysSo() {
		RoutedInstance app = start();
		JdbcClient jdbc = JdbcClient.create(app.dataSource());
		String select = "SELECT COUNT(*) FROM history_write";
		assertThat(Intent.READ_ONLY.during(() -> jdbc.sql(select).query(Long.class).single())).isZero();
		assertThat(Intent.READ_COMMITTED.during(() -> jdbc.sql(select).query(Long.class).single())).isZero();
		assertCounts(app, "db2 replica");
		assertThat(jdbc.sql(select).query(Long.class).single()).isZero();
		assertCounts(app, "db1 write");
	}

	@Test
	void pinnedVisitorReadsOnThePrimaryUntilThePinEnds() throws Exception {
		RoutedInstance app = start();
		readAs(ConsistencyToken.pinned(Instant.now().plus(PATIENCE)), app);
		assertCounts(app, "db1 pinned");
		readAs(ConsistencyToken.pinned(Instant.now()), app);
		assertCounts(app, "db2 replica");
	}

	@ParameterizedTest
	@ValueSource(strings = { "repeatable-read", "read-committed" })
	void visitorOfThePrimaryReturnsToAReplicaThatHasCaughtUp(String isolation) throws Exception {
		RoutedInstance app = start("foobar.routing.read-isolation=" + isolation);
		ConsistencyToken token = writeAfterTheApplierStopped(app);
		try (ConsistencyScope scope = new ConsistencyScopes(app.consistency()).open(token)) {
			assertThat(read(app)).isEqualTo(1);
			assertCounts(app, "db1 fallback");
			assertThat(scope.token().node()).isNull();
			Position seen = scope.token().position();
			assertThat(seen.contains(token.position())).isTrue();
			this.pair.replica().startApplier();
			awaitReplica(app, (node) -> node.health() == Health.UP && node.position().contains(seen));
			assertThat(read(app)).isEqualTo(1);
			assertThat(scope.token().node()).isEqualTo("db2");
			assertCounts(app, "db2 replica");
		}
	}

	private RoutedInstance start(String... settings) {
		return started(RoutedInstance.start("app", this.pair, settings));
	}

	private RoutedInstance started(RoutedInstance instance) {
		this.instances.add(instance);
		return instance;
	}

	private static void awaitReplica(RoutedInstance app, Predicate<Node> condition) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> condition.test(app.topology().get().node("db2")));
	}

	/** What has come of all transactions since it was asked before. */
	private static void assertCounts(RoutedInstance app, String... keys) {
		assertThat(app.decisions().counts()).containsOnlyKeys(keys);
		app.decisions().clear();
	}

	/** The token of a visitor who has written all there is. */
	private ConsistencyToken written() {
		return ConsistencyToken.of(Position.parse(this.pair.primary().position()));
	}

	/** What the primary may write in a hundred years. */
	private Position future() {
		if (isMySql()) {
			String server = this.pair.primary().admin().sql("SELECT @@server_uuid").query(String.class).single();
			return GtidSet.parse(server + ":1-1000000000000");
		}
		return MariaDbPosition.parse("0-1-1000000000000");
	}

	private Position unknown() {
		return isMySql() ? GtidSet.parse(UNKNOWN + ":1-7") : MariaDbPosition.parse("77-1-7");
	}

	private boolean isMySql() {
		return Position.parse(this.pair.primary().position()) instanceof GtidSet;
	}

	private static long readAs(ConsistencyToken token, RoutedInstance app) throws Exception {
		return inScope(token, app, () -> read(app));
	}

	private static long inScope(ConsistencyToken token, RoutedInstance app, Callable<Long> action) throws Exception {
		return new ConsistencyScopes(app.consistency()).call(token, action::call);
	}

	private static long read(RoutedInstance app) throws Exception {
		return instance(app).read(1, 1);
	}

	private static void write(RoutedInstance app, long number) throws Exception {
		instance(app).write(1, number);
	}

	private static DataSourceInstance instance(RoutedInstance app) {
		return app.of(SessionScope.NONE);
	}

	private static long count(RoutedInstance app) {
		return count(readOnly(app), app);
	}

	private static long count(TransactionTemplate transaction, RoutedInstance app) {
		return query(transaction, app, "SELECT COUNT(*) FROM history_write");
	}

	private static long query(TransactionTemplate transaction, RoutedInstance app, String sql) {
		JdbcClient jdbc = JdbcClient.create(app.dataSource());
		return Objects.requireNonNull(transaction.execute((status) -> jdbc.sql(sql).query(Long.class).single()));
	}

	private static TransactionTemplate readOnly(RoutedInstance app) {
		TransactionTemplate template = new TransactionTemplate(app.transactions());
		template.setReadOnly(true);
		return template;
	}

}
