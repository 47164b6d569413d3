package com.foobar.controller;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import com.foobar.controller.CrashingInterceptor.CrashException;
import com.foobar.fixture.MySqlOnly;
import com.foobar.pair.Operator;
import com.foobar.pair.Pair;
import com.foobar.pair.PairState;
import com.foobar.pair.Policy;
import com.foobar.pair.Policy.Durability;
import com.foobar.pair.Seen;
import com.foobar.pair.Step;
import com.foobar.pair.Step.Stuck;
import com.foobar.server.Epoch.Reason;
import com.foobar.server.LockedException;
import com.foobar.server.SemiSync;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests the controller on a pair of MySQL servers that are the stack's. */
@MySqlOnly("semi-synchronous replication with a wait that only the controller ends, and CLONE")
class ControllerIT {

	private static final Log logger = LogFactory.getLog(ControllerIT.class);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static ControlledPair pair;

	private static int row;

	private final List<String> saved = new ArrayList<>();

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
		pair.heal();
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			service.untilInOrder();
			if (!service.primary().equals("db1")) {
				service.switchOver("db2", "db1");
				service.untilInOrder();
			}
			pair.migrator("db1").sql("CREATE TABLE IF NOT EXISTS guestbook.t (id INT PRIMARY KEY)").update();
		}
	}

	@Test
	void blankPairIsMadeWithUsersOnBothNodesAndNothingInTheWay() {
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
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
			write("db1");
			service.assertComplete();
		}
	}

	@Test
	void rolesSurviveTheRestartOfEachNodeAndOfBothAndOfTheController() {
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			service.switchOver("db1", "db2");
			service.untilInOrder();
		}
		for (List<String> restarted : List.of(List.of("db1"), List.of("db2"), List.of("db1", "db2"))) {
			restarted.forEach(pair::kill);
			restarted.forEach(pair::start);
			try (Service service = new Service("", policy(Durability.AVAILABLE))) {
				service.untilInOrder();
				assertThat(service.primary()).isEqualTo("db2");
				write("db2");
				service.assertComplete();
			}
		}
	}

	@Test
	void controllerThatHasSeenNothingOpensNothingWhileANodeIsAway() {
		pair.kill("db2");
		pair.restart("db1");
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
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
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			service.round();
			pair.kill("db2");
			service.until("db1 goes on alone", () -> !semiSync(service).enabled());
			pair.restart("db1");
			service.until("db1 is open", () -> service.look().writable().size() == 1);
			write("db1");
			pair.start("db2");
			service.untilInOrder();
			service.assertComplete();
		}
	}

	@Test
	void killedPrimaryIsReplacedAndFollowsWhenItIsBack() {
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			service.untilInOrder();
			write("db1");
			long start = System.nanoTime();
			pair.kill("db1");
			service.until("db2 is the primary", () -> service.primary().equals("db2"));
			report("primary killed: another is open", start);
			write("db2");
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
		try (Service service = new Service("", policy)) {
			service.untilInOrder();
			pair.kill("db1");
			service.until("db2 is the primary", () -> service.primary().equals("db2"));
			pair.start("db1");
			service.untilInOrder();
			pair.kill("db2");
			service.until("stuck", () -> service.last instanceof Stuck);
			assertThat(service.last).asString().contains("db2 is down", "not by itself again within");
			pair.start("db2");
			service.untilInOrder();
			assertThat(service.primary()).isEqualTo("db2");
		}
	}

	@Test
	void frozenPrimaryAcknowledgesNothingAndIsFencedWhenItIsBack() throws Exception {
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			service.untilInOrder();
			write("db1");
			long start = System.nanoTime();
			pair.pause("db1");
			service.until("db2 is the primary", () -> service.primary().equals("db2"));
			report("primary frozen: another is open", start);
			service.overlapping = true;
			pair.unpause("db1");
			CompletableFuture<?> late = CompletableFuture.runAsync(() -> insert("db1", -1));
			write("db2");
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

	/** Twice: once it is back it can freeze again before anybody waits for it. */
	@Test
	void frozenReplicaIsCutOffWhileGlobalVariablesAreReadUndisturbed() throws Exception {
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			for (int freeze = 0; freeze < 2; freeze++) {
				service.untilInOrder();
				pair.pause("db2");
				int id = ++row;
				CompletableFuture<?> write = CompletableFuture.runAsync(() -> insert("db1", id));
				CompletableFuture<Duration> slowest = CompletableFuture.supplyAsync(() -> slowestRead("db1", write));
				long start = System.nanoTime();
				service.until("db1 goes on alone", write::isDone);
				report("replica frozen: the primary goes on alone", start);
				write.get();
				assertThat(slowest.get()).as("the slowest read of a variable").isLessThan(Duration.ofMillis(300));
				assertThat(semiSync(service).enabled()).isFalse();
				write("db1");
				pair.unpause("db2");
			}
			service.untilInOrder();
			service.assertComplete();
		}
	}

	/** Of reads one after the other, until something else is done. */
	private static Duration slowestRead(String node, Future<?> end) {
		long slowest = 0;
		while (!end.isDone()) {
			long start = System.nanoTime();
			pair.controller(node).sql("SELECT @@global.read_only").query(Integer.class).single();
			slowest = Math.max(slowest, System.nanoTime() - start);
		}
		return Duration.ofNanos(slowest);
	}

	@Test
	void writeThatNoReplicaHasIsSavedAndTheNodeMadeAnew() {
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			service.untilInOrder();
			pair.kill("db2");
			service.until("db1 goes on alone", () -> !semiSync(service).enabled());
			insert("db1", -2);
			pair.kill("db1");
			pair.start("db2");
			service.until("stuck", () -> service.last.toString().contains("may have acknowledged what db2 lacks"));
			service.promote("db2");
			write("db2");
			pair.start("db1");
			service.untilInOrder();
			assertThat(this.saved).singleElement().asString().startsWith("db1 ");
			assertThat(pair.migrator("db1")
				.sql("SELECT COUNT(*) FROM guestbook.t WHERE id = -2")
				.query(Integer.class)
				.single()).isZero();
			service.assertComplete();
		}
	}

	@Test
	void emptyNodeIsCopiedWhereHistoryIsPurged() {
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			service.untilInOrder();
			write("db1");
			pair.administrator("db1", "FLUSH BINARY LOGS; PURGE BINARY LOGS BEFORE NOW()");
			pair.destroy("db2");
			service.until("db1 goes on alone", () -> !semiSync(service).enabled());
			write("db1");
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
		try (Service service = new Service("", policy(Durability.AVAILABLE))) {
			service.switchOver("db1", "db2");
			service.untilInOrder();
			write("db2");
			service.switchOver("db2", "db1");
			service.untilInOrder();
			pair.destroy("db2");
			service.until("db1 goes on alone", () -> !semiSync(service).enabled());
			service.untilInOrder();
			write("db1");
			service.assertComplete();
		}
	}

	@Test
	void strictPrimaryAcknowledgesNothingAlone() throws Exception {
		try (Service service = new Service("", policy(Durability.STRICT))) {
			service.untilInOrder();
			pair.kill("db2");
			int id = ++row;
			CompletableFuture<?> write = CompletableFuture.runAsync(() -> insert("db1", id));
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
		try (Service one = new Service("", policy(Durability.AVAILABLE));
				Service other = new Service("", policy(Durability.AVAILABLE))) {
			one.pair.whileLocked(one.look(), () -> assertThatExceptionOfType(LockedException.class)
				.isThrownBy(() -> other.pair.whileLocked(other.look(), () -> {
				}))
				.withMessageStartingWith("db1: another controller is at work (connection "));
		}
	}

	/** Whatever was done by then is finished or undone by the next controller. */
	@Test
	void controllerMayDieBeforeEachStatementOfASwitchover() {
		String from = "db1";
		for (int statements = 0;; statements++) {
			CrashingInterceptor.arm(statements);
			String to = from.equals("db1") ? "db2" : "db1";
			boolean died = false;
			try (Service crashing = new Service(CrashingInterceptor.PARAMETER, policy(Durability.AVAILABLE))) {
				crashing.switchOver(from, to);
			}
			catch (DataAccessException ex) {
				assertThat(ex).hasRootCauseInstanceOf(CrashException.class);
				died = true;
				logger.info(ex.getMostSpecificCause().getMessage());
			}
			try (Service next = new Service("", policy(Durability.AVAILABLE))) {
				next.untilInOrder();
				from = next.primary();
				write(from);
				next.assertComplete();
			}
			if (!died) {
				assertThat(statements).as("statements of a switchover").isGreaterThan(10);
				assertThat(from).isEqualTo(to);
				return;
			}
		}
	}

	@Test
	void controllerMayDieBeforeEachStatementOfAFailover() {
		String from = "db1";
		for (int statements = 0;; statements++) {
			pair.kill(from);
			CrashingInterceptor.arm(statements);
			String to = from.equals("db1") ? "db2" : "db1";
			boolean died = false;
			try (Service crashing = new Service(CrashingInterceptor.PARAMETER, policy(Durability.AVAILABLE))) {
				crashing.promote(to);
			}
			catch (DataAccessException ex) {
				assertThat(ex).hasRootCauseInstanceOf(CrashException.class);
				died = true;
				logger.info(ex.getMostSpecificCause().getMessage());
			}
			pair.start(from);
			try (Service next = new Service("", policy(Durability.AVAILABLE))) {
				next.untilInOrder();
				from = next.primary();
				write(from);
				next.assertComplete();
			}
			if (!died) {
				assertThat(statements).as("statements of a failover").isGreaterThan(8);
				assertThat(from).isEqualTo(to);
				return;
			}
		}
	}

	private static Policy policy(Durability durability) {
		return new Policy(durability, true, true, Duration.ofMillis(500), Duration.ZERO, Duration.ofSeconds(2),
				Duration.ofMillis(500));
	}

	private static SemiSync semiSync(Service service) {
		return service.look().node(service.primary()).orElseThrow().said().semiSync();
	}

	private static void write(String node) {
		insert(node, ++row);
	}

	private static void insert(String node, int id) {
		pair.migrator(node).sql("INSERT INTO guestbook.t VALUES (?)").param(id).update();
	}

	private static void report(String what, long start) {
		logger.info("%s after %d ms".formatted(what, Duration.ofNanos(System.nanoTime() - start).toMillis()));
	}

	/** A controller whose rounds the test sets off. */
	private final class Service implements AutoCloseable {

		private final Pair pair;

		private final Operator operator;

		private final Watch watch;

		private Step last = Step.NONE;

		private boolean overlapping;

		Service(String parameters, Policy policy) {
			this.pair = new Pair(ControllerIT.pair.servers(parameters), Duration.ofSeconds(1));
			this.operator = new Operator(this.pair, ControlledPair.accounts(), (node, surplus) -> {
				ControllerIT.this.saved.add(node + " " + surplus);
				return "a list";
			}, policy.durability(), Duration.ofSeconds(30), Duration.ofMinutes(1), logger::info);
			this.watch = new Watch(this.pair, this.operator, policy, Duration.ofMillis(100));
		}

		Step round() {
			try {
				this.last = this.watch.round();
				return this.last;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

		PairState look() {
			try {
				PairState found = this.pair.look();
				assertThat(found.writable().size()).as("nodes that take writes: %s", found)
					.isLessThan(this.overlapping ? 3 : 2);
				return found;
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

		/** The one node that takes writes; empty if there is none or two. */
		String primary() {
			List<Seen> writable = look().writable();
			return (writable.size() == 1) ? writable.get(0).name() : "";
		}

		void until(String what, BooleanSupplier condition) {
			Awaitility.await(what)
				.atMost(PATIENCE)
				.pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(100))
				.until(() -> {
					round();
					return condition.getAsBoolean();
				});
		}

		/** Both answer, one follows the other, and it acknowledges what both have. */
		void untilInOrder() {
			until("the pair is in order", () -> {
				PairState found = look();
				return this.last == Step.NONE && found.silent().isEmpty() && found.writable().size() == 1
						&& found.writable().get(0).said().semiSync().isInForce();
			});
		}

		void switchOver(String from, String to) {
			this.operator.switchOver(this.pair.server(from), this.pair.server(to), look());
		}

		void promote(String node) {
			this.operator.promote(this.pair.server(node), look(), Reason.FAILOVER);
		}

		/** Everything that was acknowledged is on both nodes, and nothing else. */
		void assertComplete() {
			Map<String, Object> expected = ControllerIT.pair.migrator(primary())
				.sql("SELECT COUNT(*) AS n, MAX(id) AS last, @@global.gtid_executed AS executed FROM guestbook.t")
				.query()
				.singleRow();
			assertThat(expected).containsEntry("last", row);
			for (String name : ControlledPair.NAMES) {
				Awaitility.await("all rows on " + name)
					.atMost(PATIENCE)
					.pollInterval(Duration.ofMillis(50))
					.untilAsserted(() -> assertThat(ControllerIT.pair.migrator(name)
						.sql("SELECT COUNT(*) AS n, MAX(id) AS last, @@global.gtid_executed AS executed FROM guestbook.t")
						.query()
						.singleRow()).isEqualTo(expected));
			}
		}

		@Override
		public void close() {
			this.pair.close();
		}

	}

}
