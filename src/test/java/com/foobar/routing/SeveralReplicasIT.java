package com.foobar.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.history.DataSourceInstance;
import com.foobar.history.HistoryTable;
import com.foobar.history.SessionScope;
import com.foobar.pool.ConnectionPool;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Topology;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests a primary with two replicas, of which one instance was restarted to know the
 * second, while the other runs on without.
 */
class SeveralReplicasIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int READERS = 8;

	private static final int READS = 400;

	private static final Runnable NOTHING = () -> {
	};

	private static final DatabasePair PAIR = DatabasePair.get();

	private static final HistoryTable TABLE = new HistoryTable(PAIR);

	private static DatabaseNode added;

	private static RoutedInstance running;

	private static RoutedInstance restarted;

	@BeforeAll
	static void addReplica() {
		PAIR.restore();
		TABLE.create();
		PAIR.replica().awaitCaughtUp(PATIENCE);
		running = RoutedInstance.start("app1", PAIR);
		RoutedInstance before = RoutedInstance.start("app2", PAIR);
		added = PAIR.addReplica();
		before.close();
		restarted = RoutedInstance.start("app2", PAIR);
	}

	@AfterAll
	static void removeReplica() {
		running.close();
		restarted.close();
		PAIR.remove(added);
		PAIR.restore();
		TABLE.drop();
	}

	@AfterEach
	void restore() {
		PAIR.restore();
		awaitRoles(running, "db1", "db2");
		awaitRoles(restarted, "db1", "db2", added.name());
	}

	@Test
	void restartedInstanceReadsFromBothReplicasAndTheOtherFromTheOneItKnows() throws Exception {
		awaitServing(restarted, "db2 replica", added.name() + " replica");
		assertThat(read(running)).containsOnlyKeys("db2 replica");
	}

	@Test
	void visitorsSeeTheirWritesOnWhicheverReplica() throws Exception {
		Visitors visitors = new Visitors(running.consistency());
		DataSourceInstance writes = running.of(visitors);
		DataSourceInstance reads = restarted.of(visitors);
		for (int session = 1000; session < 1100; session++) {
			writes.write(session, 1);
			assertThat(reads.read(session, session)).isEqualTo(1);
		}
	}

	@Test
	void readsGoOnOnTheReplicaThatIsLeft() throws Exception {
		added.kill();
		await(() -> node(restarted, added.name()).health() == Health.DOWN);
		assertThat(read(restarted)).containsOnlyKeys("db2 replica");
		added.start();
		awaitRoles(restarted, "db1", "db2", added.name());
		awaitServing(restarted, "db2 replica", added.name() + " replica");
	}

	/** The other one is slow, so that the one without a connection is tried first. */
	@Test
	void readGoesToTheOtherReplicaWhileTheConnectionsOfOneAreTaken() {
		try (RoutedInstance app = start("app3")) {
			await(() -> {
				app.decisions().clear();
				app.read("SELECT 1", () -> {
					if (isServedByAdded(app)) {
						new JdbcTemplate(app.dataSource()).queryForObject("SELECT SLEEP(2)", Integer.class);
					}
				});
				return isServedByAdded(app);
			});
			app.decisions().clear();
			app.read("SELECT 1", () -> {
				assertThat(app.decisions().counts()).containsOnlyKeys("db2 replica");
				long start = System.nanoTime();
				app.read("SELECT 1", NOTHING);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(ConnectionPool.ATTEMPT);
			});
			assertThat(app.decisions().counts()).isEqualTo(Map.of("db2 replica", 1L, added.name() + " replica", 1L));
		}
	}

	@Test
	void readThatNobodyElseHasAConnectionForMayBeStaleWhereThatIsAllowed() {
		try (RoutedInstance app = start("app3", "foobar.routing.when-exhausted=stale")) {
			added.stopApplier();
			await(() -> node(app, added.name()).health() == Health.BROKEN);
			readThreeAtATime(app);
			assertThat(app.decisions().counts())
				.isEqualTo(Map.of("db2 replica", 1L, "db1 fallback", 1L, added.name() + " stale", 1L));
		}
		finally {
			added.startApplier();
		}
	}

	/** An instance with one connection for each node and purpose, which is open. */
	private static RoutedInstance start(String name, String... settings) {
		List<String> all = new ArrayList<>(List.of(settings));
		all.addAll(List.of("foobar.routing.pool.size=1", "foobar.routing.pool.fallback-size=1"));
		RoutedInstance app = RoutedInstance.start(name, PAIR, all.toArray(String[]::new));
		Awaitility.await()
			.atMost(PATIENCE)
			.ignoreExceptionsInstanceOf(TransientDataAccessException.class)
			.untilAsserted(() -> {
				app.decisions().clear();
				readThreeAtATime(app);
				assertThat(app.decisions().counts()).containsOnlyKeys("db1 fallback", "db2 replica",
						added.name() + " replica");
			});
		app.decisions().clear();
		return app;
	}

	private static boolean isServedByAdded(RoutedInstance app) {
		return app.decisions().counts().containsKey(added.name() + " replica");
	}

	private static void readThreeAtATime(RoutedInstance app) {
		app.read("SELECT 1", () -> app.read("SELECT 1", () -> app.read("SELECT 1", NOTHING)));
	}

	@Test
	void promotionIsFollowedByAllInstances() throws Exception {
		PAIR.promoteReplica();
		awaitRoles(running, "db2", "db1");
		awaitRoles(restarted, "db2", "db1", added.name());
		assertThat(read(running)).containsOnlyKeys("db1 replica");
		awaitServing(restarted, "db1 replica", added.name() + " replica");
		Visitors visitors = new Visitors(running.consistency());
		restarted.decisions().clear();
		restarted.of(visitors).write(1, 1);
		assertThat(restarted.decisions().counts()).containsOnlyKeys("db2 write");
		assertThat(running.of(visitors).read(1, 1)).isEqualTo(1);
		assertThat(restarted.of(visitors).read(1, 1)).isEqualTo(1);
	}

	/**
	 * Reads until all of these have served, and nobody else: a node whose first answer
	 * was slow is left alone for some seconds.
	 */
	private static void awaitServing(RoutedInstance app, String... nodes) {
		Set<String> serving = new TreeSet<>();
		await(() -> {
			serving.addAll(read(app).keySet());
			assertThat(serving).isSubsetOf(nodes);
			return serving.size() == nodes.length;
		});
	}

	/** Where many reads at a time have gone. */
	private static Map<String, Long> read(RoutedInstance app) throws Exception {
		app.decisions().clear();
		ExecutorService executor = Executors.newFixedThreadPool(READERS);
		try {
			Callable<Long> read = () -> app.of(SessionScope.NONE).read(1, 1);
			for (Future<Long> done : executor.invokeAll(Collections.nCopies(READS, read))) {
				done.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		Map<String, Long> counts = app.decisions().counts();
		assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(READS);
		return counts;
	}

	private static void awaitRoles(RoutedInstance app, String primary, String... replicas) {
		await(() -> {
			Topology topology = app.topology().get();
			return topology.primary().map(Node::name).orElse("").equals(primary)
					&& topology.replicas().map(Node::name).sorted().toList().equals(List.of(replicas));
		});
	}

	private static Node node(RoutedInstance app, String name) {
		return app.topology().get().node(name);
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(condition);
	}

}
