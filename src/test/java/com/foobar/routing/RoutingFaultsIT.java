package com.foobar.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.history.DataSourceInstance;
import com.foobar.history.History;
import com.foobar.history.HistoryTable;
import com.foobar.history.Load;
import com.foobar.history.Report;
import com.foobar.history.Traffic;
import com.foobar.topology.Health;
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

	private final DatabasePair pair = DatabasePair.get();

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
	}

	@Test
	void killedReplicaFailsNoRead() {
		try (Load load = start(READS)) {
			load.await(200);
			this.history.mark("replica killed");
			this.pair.replica().kill();
			awaitDown(this.pair.replica());
			load.await(400);
			this.pair.replica().start();
			load.await(200);
		}
		Report report = report();
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
	}

	@Test
	void frozenReplicaFailsNoReadAfterDetection() {
		long detected;
		try (Load load = start(READS)) {
			load.await(200);
			this.history.mark("replica frozen");
			this.pair.replica().pause();
			detected = awaitDown(this.pair.replica());
			load.await(400);
			this.pair.replica().unpause();
			load.await(200);
		}
		Report report = report();
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failuresAfter(detected)).isEmpty();
		assertThat(report.reads().failures()).hasSizeLessThanOrEqualTo(READS.sessions());
	}

	@Test
	void promotedReplicaTakesTheWritesWithoutARestart() {
		long promoted;
		try (Load load = start(MIXED)) {
			load.await(200);
			this.history.mark("promotion");
			this.pair.promoteReplica();
			promoted = this.history.mark("promoted");
			load.await(400);
		}
		Report report = report();
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
		assertThat(report.writes().failuresAfter(promoted + Duration.ofSeconds(2).toNanos())).isEmpty();
		assertThat(report.writes().longestPause().length()).isLessThan(Duration.ofSeconds(2));
		assertThat(this.app1.decisions().counts()).containsKeys("db1 write", "db2 write");
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
		try (Load load = start(MIXED)) {
			load.await(100);
			this.history.mark("primary killed");
			this.pair.primary().kill();
			awaitDown(this.pair.primary());
			this.pair.primary().start();
			this.history.mark("primary back");
			load.await(200);
		}
		Report report = report();
		assertThat(report.violations()).isEmpty();
		assertThat(report.writes().failures().size() + report.reads().failures().size())
			.isLessThanOrEqualTo(MIXED.sessions());
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
		try (Load load = start(MIXED)) {
			load.await(200);
			this.history.mark("applier stopped");
			this.pair.replica().stopApplier();
			load.await(400);
			this.pair.replica().startApplier();
			this.history.mark("applier started");
			load.await(400);
		}
		Report report = report();
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
		assertThat(report.writes().failures()).isEmpty();
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
		assertThat(report.violations()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
		assertThat(report.writes().failures()).isEmpty();
	}

	private Load start(Traffic traffic) {
		return Load.start(traffic, List.of(this.app1.of(this.visitors), this.app2.of(this.visitors)),
				DataSourceInstance.FAILURES, this.history);
	}

	/** Waits until both instances know, and tells when that was. */
	private long awaitDown(DatabaseNode node) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> isDown(this.app1, node) && isDown(this.app2, node));
		return this.history.mark("detected");
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

	private Report report() {
		Report report = this.history.check(this.table.rows());
		logger.info(System.lineSeparator() + report.table());
		logger.info("app1 %s %s, app2 %s %s".formatted(this.app1.decisions().counts(), this.app1.decisions().refusals(),
				this.app2.decisions().counts(), this.app2.decisions().refusals()));
		return report;
	}

}
