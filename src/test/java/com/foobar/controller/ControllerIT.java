package com.foobar.controller;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.foobar.fixture.MySqlOnly;
import com.foobar.pair.Assessment;
import com.foobar.pair.PairState;
import com.foobar.pair.Policy;
import com.foobar.pair.Policy.Durability;
import com.foobar.pair.Step.Stuck;
import com.foobar.server.Epoch.Reason;
import com.foobar.server.LockedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests the controller on a pair of MySQL servers that are the stack's. */
@MySqlOnly("semi-synchronous replication with a wait that only the controller ends, and CLONE")
class ControllerIT {

	private static final Log logger = LogFactory.getLog(ControllerIT.class);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** How long the pair may be without a primary, from the fault on. */
	private static final Duration FAILOVER = Duration.ofSeconds(10);

	private static ControlledPair pair;

	@BeforeAll
	static void startPair() throws IOException {
		pair = new ControlledPair();
	}

	@AfterAll
	static void stopPair() {
		pair.close();
	}

	/** The pair is in order, with db1 as its primary. */
	@BeforeEach
	void order() {
		TestedController.order(pair);
	}

	@Test
	void blankPairIsMadeWithUsersOnBothNodesAndNothingInTheWay() {
		try (TestedController service = TestedController.start(pair)) {
			assertThat(service.primary()).isEqualTo("db1");
			assertThat(pair.controller("db2")
				.sql("SELECT node FROM controller.epoch WHERE number = 1")
				.query(String.class)
				.single()).isEqualTo("db1");
			assertThat(pair.controller("db2")
				.sql("SELECT @@global.read_only + @@global.super_read_only")
				.query(Integer.class)
				.single()).isEqualTo(2);
			assertThat(service.look().node("db1").orElseThrow().said().semiSync().isInForce()).isTrue();
			pair.write("db1");
			service.assertComplete();
		}
	}

	@Test
	void rolesSurviveTheRestartOfEachNodeAndOfBothAndOfTheController() {
		try (TestedController service = TestedController.start(pair)) {
			service.switchOver("db1", "db2");
			service.untilInOrder();
		}
		for (List<String> restarted : List.of(List.of("db1"), List.of("db2"), List.of("db1", "db2"))) {
			restarted.forEach(pair::kill);
			restarted.forEach(pair::start);
			try (TestedController service = TestedController.start(pair)) {
				service.untilInOrder();
				assertThat(service.primary()).isEqualTo("db2");
				pair.write("db2");
				service.assertComplete();
			}
		}
	}

	@Test
	void controllerThatHasSeenNothingOpensNothingWhileANodeIsAway() {
		pair.kill("db2");
		pair.restart("db1");
		try (TestedController service = TestedController.start(pair)) {
			Awaitility.await().atMost(PATIENCE).until(() -> service.look().node("db1").orElseThrow().answers());
			assertThat(service.round()).asString()
				.startsWith("db1 is the primary of epoch ")
				.contains("db2 could have been promoted since");
			assertThat(service.look().writable()).isEmpty();
			pair.start("db2");
			service.untilInOrder();
			assertThat(service.primary()).isEqualTo("db1");
		}
	}

	@Test
	void controllerThatHasSeenThePrimaryOpensItAgainAlone() {
		try (TestedController service = TestedController.start(pair)) {
			service.round();
			pair.kill("db2");
			service.until("db1 goes on alone", () -> !service.semiSync().enabled());
			pair.restart("db1");
			service.until("db1 is open", () -> service.look().writable().size() == 1);
			pair.write("db1");
			pair.start("db2");
			service.untilInOrder();
			service.assertComplete();
		}
	}

	@Test
	void killedPrimaryIsReplacedAndFollowsWhenItIsBack() {
		try (TestedController service = TestedController.start(pair)) {
			service.untilInOrder();
			pair.write("db1");
			long start = System.nanoTime();
			pair.kill("db1");
			service.until("db2 is the primary", () -> service.primary().equals("db2"));
			report("primary killed: another is open", start);
			pair.write("db2");
			pair.start("db1");
			service.untilInOrder();
			service.assertComplete();
			assertThat(service.look().newestEpoch().orElseThrow().reason()).isEqualTo(Reason.AUTOMATIC_FAILOVER);
		}
	}

	@Test
	void primaryIsNotReplacedAgainWithinTheInterval() {
		Policy policy = new Policy(Durability.AVAILABLE, true, true, Duration.ofMillis(500), Duration.ofHours(1),
				Duration.ofSeconds(2), Duration.ofMillis(500));
		try (TestedController service = new TestedController(pair, "", policy)) {
			service.untilInOrder();
			pair.kill("db1");
			service.until("db2 is the primary", () -> service.primary().equals("db2"));
			pair.start("db1");
			service.untilInOrder();
			pair.kill("db2");
			service.until("stuck", () -> service.last() instanceof Stuck);
			assertThat(service.last()).asString().contains("db2 is down", "not by itself again within");
			pair.start("db2");
			service.untilInOrder();
			assertThat(service.primary()).isEqualTo("db2");
		}
	}

	@Test
	void frozenPrimaryAcknowledgesNothingAndIsFencedWhenItIsBack() throws Exception {
		try (TestedController service = TestedController.start(pair)) {
			service.untilInOrder();
			pair.write("db1");
			long start = System.nanoTime();
			pair.pause("db1");
			service.until("db2 is the primary", () -> service.primary().equals("db2"));
			report("primary frozen: another is open", start);
			service.allowOverlap();
			pair.unpause("db1");
			CompletableFuture<?> late = CompletableFuture.runAsync(() -> pair.insert("db1", -1));
			pair.write("db2");
			service.untilInOrder();
			late.handle((result, failure) -> assertThat(failure).as("a write to the old primary").isNotNull())
				.get(30, TimeUnit.SECONDS);
			service.assertComplete();
			assertThat(pair.migrator("db2")
				.sql("SELECT COUNT(*) FROM guestbook.t WHERE id = -1")
				.query(Integer.class)
				.single()).isZero();
		}
	}

	/** The rest of that transaction never comes, and the replica must not wait for it. */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void primaryThatStopsInTheMiddleOfSendingATransactionIsReplacedInTime(boolean frozen) throws Exception {
		try (TestedController service = TestedController.start(pair)) {
			service.untilInOrder();
			pair.write("db1");
			LargeTransaction.tear(pair, "db1", "db2", () -> stop("db1", frozen));
			long start = System.nanoTime();
			service.until("db2 is the primary", () -> service.primary().equals("db2"));
			report("primary %s in the middle of a transaction: another is open".formatted(frozen ? "frozen" : "killed"),
					start);
			assertThat(System.nanoTime() - start).isLessThan(FAILOVER.toNanos());
			pair.write("db2");
			service.allowOverlap();
			pair.heal();
			service.untilInOrder();
			service.assertComplete();
			assertThat(pair.migrator("db1").sql("SELECT COUNT(*) FROM guestbook.large").query(Integer.class).single())
				.isZero();
		}
	}

	private static void stop(String node, boolean frozen) {
		if (frozen) {
			pair.pause(node);
		}
		else {
			pair.kill(node);
		}
	}

	/** Twice: once it is back it can freeze again before anybody waits for it. */
	@Test
	void frozenReplicaIsCutOffWhileGlobalVariablesAreReadUndisturbed() throws Exception {
		try (TestedController service = TestedController.start(pair)) {
			for (int freeze = 0; freeze < 2; freeze++) {
				service.untilInOrder();
				pair.pause("db2");
				int id = pair.nextRow();
				CompletableFuture<?> write = CompletableFuture.runAsync(() -> pair.insert("db1", id));
				CompletableFuture<Duration> slowest = CompletableFuture.supplyAsync(() -> slowestRead("db1", write));
				long start = System.nanoTime();
				service.until("db1 goes on alone", write::isDone);
				report("replica frozen: the primary goes on alone", start);
				write.get();
				assertThat(slowest.get()).as("the slowest read of a variable").isLessThan(Duration.ofMillis(500));
				assertThat(service.semiSync().enabled()).isFalse();
				pair.write("db1");
				pair.unpause("db2");
			}
			service.untilInOrder();
			service.assertComplete();
		}
	}

	/** Of reads one after the other on one connection, until something else is done. */
	private static Duration slowestRead(String node, Future<?> end) {
		long slowest = 0;
		try (Connection connection = pair.connect(node)) {
			JdbcClient reader = JdbcClient.create(new SingleConnectionDataSource(connection, true));
			while (!end.isDone()) {
				long start = System.nanoTime();
				reader.sql("SELECT @@global.read_only").query(Integer.class).single();
				slowest = Math.max(slowest, System.nanoTime() - start);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return Duration.ofNanos(slowest);
	}

	@Test
	void writeThatNoReplicaHasIsSavedAndTheNodeMadeAnew() {
		try (TestedController service = TestedController.start(pair)) {
			service.untilInOrder();
			pair.kill("db2");
			service.until("db1 goes on alone", () -> !service.semiSync().enabled());
			pair.insert("db1", -2);
			pair.kill("db1");
			pair.start("db2");
			service.until("stuck", () -> service.last().toString().contains("may have acknowledged what db2 lacks"));
			service.promote("db2");
			pair.write("db2");
			pair.start("db1");
			service.untilInOrder();
			assertThat(service.saved()).singleElement().asString().startsWith("db1 ");
			assertThat(pair.migrator("db1")
				.sql("SELECT COUNT(*) FROM guestbook.t WHERE id = -2")
				.query(Integer.class)
				.single()).isZero();
			service.assertComplete();
		}
	}

	@Test
	void emptyNodeIsCopiedWhereHistoryIsPurged() {
		try (TestedController service = TestedController.start(pair)) {
			service.untilInOrder();
			pair.write("db1");
			pair.administrator("db1", "FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE NOW()");
			pair.destroy("db2");
			service.until("db1 goes on alone", () -> !service.semiSync().enabled());
			pair.write("db1");
			service.untilInOrder();
			service.assertComplete();
			assertThat(pair.controller("db2")
				.sql("SELECT STATE FROM performance_schema.clone_status")
				.query(String.class)
				.single()).isEqualTo("Completed");
		}
	}

	@Test
	void emptyNodeGetsBackWhatItWroteItselfAsThePrimary() {
		try (TestedController service = TestedController.start(pair)) {
			service.switchOver("db1", "db2");
			service.untilInOrder();
			pair.write("db2");
			service.switchOver("db2", "db1");
			service.untilInOrder();
			pair.destroy("db2");
			service.until("db1 goes on alone", () -> !service.semiSync().enabled());
			service.untilInOrder();
			pair.write("db1");
			service.assertComplete();
		}
	}

	@Test
	void strictPrimaryAcknowledgesNothingAlone() throws Exception {
		try (TestedController service = new TestedController(pair, "", TestedController.policy(Durability.STRICT))) {
			service.untilInOrder();
			pair.kill("db2");
			int id = pair.nextRow();
			CompletableFuture<?> write = CompletableFuture.runAsync(() -> pair.insert("db1", id));
			for (int round = 0; round < 20; round++) {
				service.round();
			}
			assertThat(write).isNotDone();
			pair.start("db2");
			service.untilInOrder();
			write.get(30, TimeUnit.SECONDS);
			service.assertComplete();
		}
	}

	@Test
	void twoControllersDoNotWorkAtOnce() throws InterruptedException {
		try (TestedController one = TestedController.start(pair);
				TestedController other = TestedController.start(pair)) {
			one.pair()
				.whileLocked(one.look(), () -> assertThatExceptionOfType(LockedException.class)
					.isThrownBy(() -> other.pair().whileLocked(other.look(), () -> {
					}))
					.withMessageStartingWith("db1: another controller is at work (connection "));
		}
	}

	/** Each looks and acts on its own, and neither knows of the other. */
	@Test
	void ofTwoServicesOnePromotes() throws Exception {
		try (TestedController one = TestedController.start(pair);
				TestedController other = TestedController.start(pair)) {
			one.untilInOrder();
			other.untilInOrder();
			pair.write("db1");
			long epoch = one.look().newestEpoch().orElseThrow().number();
			pair.kill("db1");
			CompletableFuture<?> rival = CompletableFuture
				.runAsync(() -> other.until("db2 is the primary", () -> other.primary().equals("db2")));
			one.until("db2 is the primary", () -> one.primary().equals("db2"));
			rival.get(30, TimeUnit.SECONDS);
			assertThat(one.look().newestEpoch().orElseThrow().number()).isEqualTo(epoch + 1);
			pair.write("db2");
			pair.start("db1");
			rival = CompletableFuture.runAsync(other::untilInOrder);
			one.untilInOrder();
			rival.get(30, TimeUnit.SECONDS);
			one.assertComplete();
		}
	}

	@Test
	void promotedReplicaAppliesFirstWhatItHasReceived() {
		try (TestedController service = TestedController.start(pair)) {
			service.untilInOrder();
			pair.administrator("db2", "STOP REPLICA SQL_THREAD");
			for (int write = 0; write < 20; write++) {
				pair.write("db1");
			}
			assertThat(service.look().node("db2").orElseThrow().said().unapplied().size()).isEqualTo(20);
			pair.kill("db1");
			service.until("db2 is the primary", () -> service.primary().equals("db2"));
			pair.write("db2");
			pair.start("db1");
			service.untilInOrder();
			service.assertComplete();
			assertThat(service.saved()).isEmpty();
		}
	}

	@Test
	void replicaWithAWrongPasswordIsNamedAndGetsTheRightOneWhenItRejoins() {
		try (TestedController service = TestedController.start(pair)) {
			service.untilInOrder();
			pair.administrator("db2",
					"STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_PASSWORD = 'wrong'; START REPLICA");
			service.until("db2 is refused", () -> service.last() instanceof Stuck);
			assertThat(service.last()).asString().contains("db2 cannot log in to db1", "Access denied", "rejoin db2");
			PairState found = service.look();
			service.operator()
				.perform(Assessment.rejoin(found.node("db2").orElseThrow(), found.node("db1").orElseThrow(),
						TestedController.policy(Durability.AVAILABLE)), found);
			service.untilInOrder();
			pair.write("db1");
			service.assertComplete();
		}
	}

	private static void report(String what, long start) {
		logger.info("%s after %d ms".formatted(what, Duration.ofNanos(System.nanoTime() - start).toMillis()));
	}

}
