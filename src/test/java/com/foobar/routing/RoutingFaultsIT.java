package com.foobar.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.history.DataSourceInstance;
import com.foobar.history.History;
import com.foobar.history.HistoryTable;
import com.foobar.history.Load;
import com.foobar.history.Report;
import com.foobar.history.Row;
import com.foobar.history.Traffic;
import com.foobar.position.Position;
import com.foobar.topology.Health;
import com.foobar.topology.Topology;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.TransientDataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests what two instances under load make of each fault of the database pair, by the
 * history of what their visitors wrote and saw.
 */
class RoutingFaultsIT {

	private static final Log logger = LogFactory.getLog(RoutingFaultsIT.class);

	private static final Traffic READS = new Traffic(8, 200, 0);

	private static final Traffic MIXED = new Traffic(8, 200, 0.25);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** How soon a node that is gone, or a second one that takes writes, is noticed. */
	private static final Duration DETECTION = Duration.ofSeconds(1);

	/** The default, within which one that is frozen is noticed. */
	private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(5);

	/** A replica is asked for its threads once a second. */
	private static final Duration LOOK_AT_REPLICATION = Duration.ofSeconds(2);

	private static final Duration WRITES_BACK = Duration.ofSeconds(2);

	private final DatabasePair pair = DatabasePair.get();

	private final NewThreads threads = new NewThreads();

	private final HistoryTable table = new HistoryTable(this.pair);

	private final History history = new History();

	private RoutedInstance app1;

	private RoutedInstance app2;

	private RoutedInstance impatient;

	private Visitors visitors;

	@BeforeEach
	void start() {
		this.pair.restore();
		this.table.create();
		this.pair.replica().awaitCaughtUp(PATIENCE);
		this.app1 = RoutedInstance.start("app1", this.pair, "foobar.routing.write-hold=20s");
		this.app2 = RoutedInstance.start("app2", this.pair, "foobar.routing.write-hold=20s");
		this.impatient = RoutedInstance.start("impatient", this.pair, "foobar.routing.write-hold=300ms");
		this.visitors = new Visitors(this.app1.consistency());
	}

	@AfterEach
	void restore() {
		this.app1.close();
		this.app2.close();
		this.impatient.close();
		this.pair.restore();
		this.table.drop();
		Awaitility.await().untilAsserted(() -> assertThat(this.threads.living()).isEmpty());
	}

	@Test
	void killedReplicaFailsNoRead() {
		Sighting down;
		long killed;
		try (Load load = start(READS)) {
			load.await(200);
			killed = this.history.mark("replica killed");
			down = sighted(this.pair.replica(), Health.DOWN, DatabaseNode::kill);
			load.await(400);
			this.pair.replica().start();
			load.await(200);
		}
		Report report = report();
		Duration noticed = down.after(killed);
		new FaultRow("replica killed").took("noticed after", noticed).traffic(report).print();
		assertThat(noticed).isLessThan(DETECTION);
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
	}

	@Test
	void frozenReplicaFailsNoReadAfterDetection() {
		Sighting down;
		long frozen;
		try (Load load = start(READS)) {
			load.await(200);
			frozen = this.history.mark("replica frozen");
			down = sighted(this.pair.replica(), Health.DOWN, DatabaseNode::pause);
			load.await(400);
			this.pair.replica().unpause();
			load.await(200);
		}
		Report report = report();
		Duration noticed = down.after(frozen);
		new FaultRow("replica frozen").took("noticed after", noticed).traffic(report).print();
		assertThat(noticed).isLessThan(SOCKET_TIMEOUT);
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failuresAfter(down.firstSeenNanos())).isEmpty();
		assertThat(report.reads().failures()).hasSizeLessThanOrEqualTo(READS.sessions());
	}

	@Test
	void promotedReplicaTakesTheWritesWithoutARestart() {
		DatabaseNode former = this.pair.primary();
		DatabaseNode promoted = this.pair.replica();
		Sighting opened;
		try (Load load = start(MIXED)) {
			load.await(200);
			this.history.mark("promotion");
			FutureTask<Sighting> opening = Sighting.of(promoted::isWritable);
			this.pair.promoteReplica();
			opened = Sighting.await(opening);
			this.history.mark("promoted");
			load.await(400);
		}
		Report report = report();
		Duration back = report.writes().untilSuccess(opened.lastNotNanos());
		int taken = takenAlone(former, promoted);
		new FaultRow("replica promoted by hand").took("writes back after", back)
			.traffic(report)
			.counted(taken, "taken by the old primary")
			.print();
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
		assertThat(report.writes().failures()).hasSizeLessThanOrEqualTo(MIXED.sessions());
		assertThat(report.writes().failuresAfter(opened.firstSeenNanos())).isEmpty();
		assertThat(report.writes().longestPause().length()).isLessThan(WRITES_BACK);
		assertThat(back).isLessThan(WRITES_BACK);
		assertThat(taken).isZero();
		assertThat(this.app1.decisions().counts()).containsKeys("db1 write", "db2 write");
	}

	@Test
	void oldPrimaryThatIsOpenedAgainIsGivenNothingAndWritesAreHeldUntilItIsClosed() {
		DatabaseNode former = this.pair.primary();
		long opened;
		Sighting two;
		try (Load load = start(MIXED)) {
			load.await(100);
			this.pair.promoteReplica();
			load.await(200);
			opened = this.history.mark("old primary opened");
			two = sighted((topology) -> topology.writable().size() == 2, () -> former.setReadOnly(false));
			awaitWritable(2);
			assertThatExceptionOfType(TransientDataAccessException.class)
				.isThrownBy(() -> this.impatient.of(this.visitors).write(MIXED.sessions(), 1))
				.withStackTraceContaining("two-primaries");
			former.setReadOnly(true);
			this.history.mark("old primary closed");
			load.await(200);
		}
		Report report = report();
		Duration noticed = two.after(opened);
		int taken = takenAlone(former, this.pair.primary());
		new FaultRow("old primary returns and takes writes").took("noticed after", noticed)
			.traffic(report)
			.counted(taken, "taken by the old primary")
			.print();
		assertThat(noticed).isLessThan(DETECTION);
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
		assertThat(report.writes().failuresAfter(opened)).isEmpty();
		assertThat(taken).isZero();
	}

	/** It need not wait for its answer any more, and runs again on the new primary. */
	@Test
	void writeThatHangsOnAFrozenPrimaryRunsAgainWhenAnotherIsPromoted() throws Exception {
		try (RoutedInstance patient = RoutedInstance.start("patient", this.pair, "foobar.routing.write-hold=60s",
				"foobar.routing.pool.socket-timeout=60s")) {
			DataSourceInstance instance = patient.of(this.visitors);
			instance.write(1, 1);
			patient.decisions().clear();
			this.pair.primary().pause();
			FutureTask<String> write = new FutureTask<>(() -> {
				instance.write(1, 2);
				return "written";
			});
			Thread thread = new Thread(write, "write");
			thread.setDaemon(true);
			thread.start();
			Awaitility.await().until(() -> patient.decisions().counts().containsKey("db1 write"));
			awaitDown(this.pair.primary());
			assertThat(write).isNotDone();
			this.pair.promoteReplica();
			assertThat(write.get(15, TimeUnit.SECONDS)).isEqualTo("written");
			assertThat(patient.decisions().counts()).containsKeys("db1 write", "db2 write");
		}
	}

	@Test
	void readsGoOnWhileThereIsNoPrimaryAndWritesAreHeldUntilThereIs() {
		Sighting down;
		long killed;
		try (Load load = start(MIXED)) {
			load.await(100);
			killed = this.history.mark("primary killed");
			down = sighted(this.pair.primary(), Health.DOWN, DatabaseNode::kill);
			this.pair.primary().start();
			this.history.mark("primary back");
			load.await(200);
		}
		Report report = report();
		Duration noticed = down.after(killed);
		new FaultRow("primary killed and started again").took("noticed after", noticed).traffic(report).print();
		assertThat(noticed).isLessThan(DETECTION);
		assertThat(report.violations()).isEmpty();
		assertThat(report.writes().failures().size() + report.reads().failures().size())
			.isLessThanOrEqualTo(MIXED.sessions());
		assertThat(report.reads().failuresAfter(down.firstSeenNanos())).isEmpty();
		assertThat(report.writes().failuresAfter(down.firstSeenNanos())).isEmpty();
		assertThat(this.app1.decisions().refusals()).isEmpty();
	}

	@Test
	void twoPrimariesGetNoWritesAndReadsStayWithTheOldOne() throws Exception {
		DataSourceInstance instance = this.impatient.of(this.visitors);
		instance.write(1, 1);
		this.pair.replica().setReadOnly(false);
		awaitWritable(2);
		this.impatient.decisions().clear();
		assertThatExceptionOfType(TransientDataAccessException.class).isThrownBy(() -> instance.write(1, 2))
			.withStackTraceContaining("two-primaries");
		assertThat(instance.read(1, 1)).isEqualTo(1);
		assertThat(this.impatient.decisions().counts()).containsOnlyKeys("db1 fallback");
		this.pair.replica().setReadOnly(true);
		awaitWritable(1);
		instance.write(1, 3);
	}

	@Test
	void appliersStopUnderLoadIsNotSeenByVisitors() {
		Sighting broken;
		long stopped;
		try (Load load = start(MIXED)) {
			load.await(200);
			stopped = this.history.mark("applier stopped");
			broken = sighted(this.pair.replica(), Health.BROKEN, DatabaseNode::stopApplier);
			load.await(400);
			this.pair.replica().startApplier();
			this.history.mark("applier started");
			load.await(400);
		}
		Report report = report();
		Duration noticed = broken.after(stopped);
		new FaultRow("applier stopped").took("noticed after", noticed).traffic(report).print();
		assertThat(noticed).isLessThan(LOOK_AT_REPLICATION);
		assertNothingFailed(report);
	}

	@Test
	void lateReplicaIsNotSeenByVisitors() {
		try (Load load = start(MIXED)) {
			load.await(200);
			this.history.mark("replica delayed by 2 s");
			this.pair.replica().setDelay(Duration.ofSeconds(2));
			load.await(600);
		}
		Report report = report();
		new FaultRow("replica 2 s late").traffic(report).print();
		assertNothingFailed(report);
	}

	private static void assertNothingFailed(Report report) {
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
		assertThat(report.writes().failures()).isEmpty();
	}

	private Load start(Traffic traffic) {
		return Load.start(traffic, List.of(this.app1.of(this.visitors), this.app2.of(this.visitors)),
				DataSourceInstance.FAILURES, this.history);
	}

	/**
	 * Does something to a node, and waits until both instances see what it has become.
	 */
	private Sighting sighted(DatabaseNode node, Health health, Consumer<DatabaseNode> fault) {
		return sighted((topology) -> topology.node(node.name()).health() == health, () -> fault.accept(node));
	}

	private Sighting sighted(Predicate<Topology> seen, Runnable fault) {
		FutureTask<Sighting> sighting = Sighting
			.of(() -> seen.test(this.app1.topology().get()) && seen.test(this.app2.topology().get()));
		fault.run();
		Sighting result = Sighting.await(sighting);
		this.history.mark("seen by both instances");
		return result;
	}

	/**
	 * How many transactions a node has taken that the one promoted in its place lacks.
	 */
	private int takenAlone(DatabaseNode former, DatabaseNode promoted) {
		former.awaitCaughtUp(PATIENCE);
		assertThat(Position.parse(former.position()).leadOver(Position.parse(promoted.position())))
			.as("transactions of %s at %s beyond %s", former, former.position(), promoted.position())
			.isZero();
		List<Row> rows = new ArrayList<>(this.table.rows(former));
		this.table.rows(promoted).forEach(rows::remove);
		return rows.size();
	}

	private void awaitDown(DatabaseNode node) {
		Awaitility.await().atMost(PATIENCE).until(() -> isDown(this.app1, node) && isDown(this.app2, node));
	}

	private void awaitWritable(int nodes) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> this.impatient.topology().get().writable().size() == nodes);
	}

	private static boolean isDown(RoutedInstance instance, DatabaseNode node) {
		return instance.topology().get().node(node.name()).health() == Health.DOWN;
	}

	/** What the load has found, of which nothing may hang by now. */
	private Report report() {
		Awaitility.await().untilAsserted(() -> assertThat(this.threads.leftByLoad()).isEmpty());
		Report report = this.history.check(this.table.rows());
		logger.info(System.lineSeparator() + report.table());
		logger.info("app1 %s %s, app2 %s %s".formatted(this.app1.decisions().counts(), this.app1.decisions().refusals(),
				this.app2.decisions().counts(), this.app2.decisions().refusals()));
		return report;
	}

}
