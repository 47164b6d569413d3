package com.foobar.monitor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.PairFaults;
import com.foobar.position.Position;
import com.foobar.probe.MonitorSettings;
import com.foobar.probe.Probe;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what {@link Monitor} sees of a pair and its faults, and how soon. */
class MonitorIT {

	private static final Log logger = LogFactory.getLog(MonitorIT.class);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Duration DETECTION = Duration.ofSeconds(1);

	private static final String USER = "watcher";

	private static final String PASSWORD = "watcher-password";

	private static final MonitorSettings SETTINGS = new MonitorSettings(USER, PASSWORD, Duration.ofMillis(50),
			Duration.ofMillis(500), Duration.ofSeconds(1));

	private final DatabasePair pair = DatabasePair.get();

	private final DatabaseNode primary = this.pair.primary();

	private final DatabaseNode replica = this.pair.replica();

	private final Recorder recorder = new Recorder();

	private final CurrentTopology current = new CurrentTopology(List.of("db1", "db2"),
			List.of(this.recorder, new TransitionLog()));

	private final Monitor monitor = new Monitor(urls(), SETTINGS, this.current);

	/** The threads of whatever else runs in this JVM. */
	private final Set<Thread> others = Thread.getAllStackTraces().keySet();

	@BeforeAll
	static void createUser() {
		DatabasePair.get().createMonitor(USER, PASSWORD);
	}

	@AfterAll
	static void dropUser() {
		PairFaults.dropUser(DatabasePair.get(), USER);
	}

	@BeforeEach
	void look() throws InterruptedException {
		this.replica.awaitCaughtUp(PATIENCE);
		this.monitor.start();
		assertThat(this.monitor.awaitFirstLook(PATIENCE)).isTrue();
		Awaitility.await().atMost(PATIENCE).until(() -> this.current.get().replicas().count() == 1);
		this.recorder.clear();
	}

	@AfterEach
	void close() {
		this.monitor.close();
		this.pair.restore();
	}

	private Map<String, String> urls() {
		Map<String, String> urls = new LinkedHashMap<>();
		urls.put("db1", this.primary.url());
		urls.put("db2", this.replica.url());
		return urls;
	}

	@Test
	void rolesAndIdentitiesAreSeen() {
		assertThat(this.current.get().nodes()).map(Node::toString).containsExactly("db1 PRIMARY UP", "db2 REPLICA UP");
		assertThat(node("db1").lag()).isNull();
		assertThat(node("db2").lag()).isNotNull();
		assertThat(this.current.get().nodes()).extracting(Node::serverId).doesNotHaveDuplicates().doesNotContain("");
	}

	@Test
	void positionsFollowWhatIsWritten() {
		PairFaults.write(this.primary);
		Position written = Position.parse(this.primary.position());
		for (String name : List.of("db1", "db2")) {
			Awaitility.await().atMost(PATIENCE).until(() -> node(name).position().contains(written));
		}
		assertThat(this.recorder.healths("db2")).isEmpty();
	}

	@Test
	void killedReplicaIsDownWithinASecondAndComparedBeforeItIsUpAgain() {
		long since = System.nanoTime();
		this.replica.kill();
		assertThat(awaitNode("db2", "killed", MonitorIT::isDown, since)).isLessThan(DETECTION);
		since = System.nanoTime();
		this.replica.start();
		awaitNode("db2", "started again", MonitorIT::isUp, since);
		assertThat(this.recorder.healths("db2")).startsWith(Health.DOWN, Health.CHECKING).endsWith(Health.UP);
		assertThat(this.recorder.healths("db1")).containsOnly(Health.UP);
	}

	@Test
	void frozenReplicaIsDownWithinTheTimeoutAndHoldsUpNobody() {
		long since = System.nanoTime();
		this.replica.pause();
		assertThat(awaitNode("db2", "frozen", MonitorIT::isDown, since)).isLessThan(DETECTION);
		PairFaults.write(this.primary);
		Position written = Position.parse(this.primary.position());
		Awaitility.await().atMost(DETECTION).until(() -> node("db1").position().contains(written));
		since = System.nanoTime();
		this.replica.unpause();
		awaitNode("db2", "thawed", MonitorIT::isUp, since);
	}

	@Test
	void killedPrimaryLeavesTheReplicaServing() {
		long since = System.nanoTime();
		this.primary.kill();
		assertThat(awaitNode("db1", "killed", MonitorIT::isDown, since)).isLessThan(DETECTION);
		this.replica.admin().sql("SELECT SLEEP(1.5)").query().singleRow();
		assertThat(this.current.get().replicas()).extracting(Node::name).containsExactly("db2");
		assertThat(this.recorder.healths("db2")).containsOnly(Health.UP);
		since = System.nanoTime();
		this.primary.start();
		awaitNode("db1", "started again", MonitorIT::isUp, since);
		this.replica.awaitCaughtUp(PATIENCE);
		Awaitility.await().atMost(PATIENCE).until(() -> this.current.get().replicas().count() == 1);
	}

	@Test
	void frozenPrimaryIsDownWithinTheTimeoutAndLeavesTheReplicaServing() {
		long since = System.nanoTime();
		this.primary.pause();
		assertThat(awaitNode("db1", "frozen", MonitorIT::isDown, since)).isLessThan(DETECTION);
		assertThat(this.current.get().replicas()).extracting(Node::name).containsExactly("db2");
		since = System.nanoTime();
		this.primary.unpause();
		awaitNode("db1", "thawed", MonitorIT::isUp, since);
		assertThat(this.recorder.healths("db2")).containsOnly(Health.UP);
	}

	@Test
	void stoppedApplierBreaksTheReplicaAndItsLagGrows() {
		long since = System.nanoTime();
		this.replica.stopApplier();
		awaitNode("db2", "applier stopped", (node) -> node.health() == Health.BROKEN, since);
		assertThat(node("db2").detail()).startsWith("applier stopped");
		Awaitility.await().atMost(PATIENCE).until(() -> isLate(Duration.ofSeconds(2)));
		since = System.nanoTime();
		this.replica.startApplier();
		awaitNode("db2", "applier started", MonitorIT::isUp, since);
		assertThat(this.recorder.healths("db2")).containsExactly(Health.BROKEN, Health.UP);
	}

	@Test
	void lagOfADelayedReplicaIsReported() {
		this.replica.setDelay(Duration.ofSeconds(3));
		Awaitility.await().atMost(PATIENCE).until(() -> {
			PairFaults.write(this.primary);
			return isUp(node("db2")) && isLate(Duration.ofSeconds(1));
		});
	}

	@Test
	void replicaThatWasWrittenToIsDivergedUntilThatIsUndone() {
		try {
			long since = System.nanoTime();
			this.replica.diverge("CREATE DATABASE errant");
			awaitNode("db2", "written to", MonitorIT::isDiverged, since);
			assertThat(node("db2").detail()).startsWith("it has what db1 lacks: ");
			assertThat(this.current.get().replicas()).isEmpty();
			this.replica.kill();
			this.replica.start();
			Awaitility.await()
				.atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.recorder.healths("db2")).containsExactly(Health.DIVERGED,
						Health.DOWN, Health.DIVERGED));
		}
		finally {
			this.pair.restore();
		}
		Awaitility.await().atMost(PATIENCE).until(() -> isUp(node("db2")));
	}

	@Test
	void twoWritableNodesAreNoPrimary() {
		try {
			long since = System.nanoTime();
			this.replica.setReadOnly(false);
			awaitNode("db2", "made writable", (node) -> node.role() == Role.PRIMARY, since);
			assertThat(this.current.get().writable()).extracting(Node::name).containsExactly("db1", "db2");
			assertThat(this.current.get().primary()).isEmpty();
		}
		finally {
			this.replica.setReadOnly(true);
		}
		Awaitility.await().atMost(PATIENCE).until(() -> isUp(node("db2")) && node("db2").role() == Role.REPLICA);
	}

	@Test
	void endedConnectionIsReplacedWithoutATransition() {
		for (DatabaseNode node : List.of(this.primary, this.replica)) {
			List<Long> before = PairFaults.connections(node, USER);
			assertThat(before).hasSize(1);
			PairFaults.disconnect(node, USER);
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> PairFaults.connections(node, USER), (now) -> now.size() == 1 && !now.equals(before));
		}
		assertThat(this.recorder.healths("db1")).isEmpty();
	}

	@Test
	void closeEndsAPollThatHangsWithinASecond() {
		assertThat(threads()).containsExactlyInAnyOrder("monitor-db1", "monitor-db2", "monitor-watchdog");
		this.replica.pause();
		Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> isIn("monitor-db2", "ask"));
		assertCloseLeavesNothing("an answer is awaited");
	}

	@Test
	void closeEndsAConnectionThatIsBeingOpenedWithinASecond() {
		this.replica.pause();
		Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> isIn("monitor-db2", "open"));
		assertCloseLeavesNothing("a connection is being opened");
	}

	private void assertCloseLeavesNothing(String when) {
		long since = System.nanoTime();
		this.monitor.close();
		Duration taken = Duration.ofNanos(System.nanoTime() - since);
		log("close while " + when, taken);
		assertThat(threads()).isEmpty();
		assertThat(taken).isLessThan(Duration.ofSeconds(1));
		this.replica.unpause();
		for (DatabaseNode node : List.of(this.primary, this.replica)) {
			Awaitility.await().atMost(PATIENCE).until(() -> PairFaults.connections(node, USER).isEmpty());
		}
	}

	private List<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !this.others.contains(thread))
			.map(Thread::getName)
			.filter((name) -> name.startsWith("monitor-"))
			.toList();
	}

	private boolean isIn(String thread, String method) {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((entry) -> !this.others.contains(entry.getKey()) && entry.getKey().getName().equals(thread))
			.flatMap((entry) -> Stream.of(entry.getValue()))
			.anyMatch((frame) -> frame.getClassName().equals(Probe.class.getPackageName() + ".Session")
					&& frame.getMethodName().equals(method));
	}

	private Duration awaitNode(String name, String what, Predicate<Node> state, long sinceNanos) {
		Duration after = this.recorder.await(name, state, sinceNanos);
		log("%s %s, seen as %s".formatted(name, what, node(name).health()), after);
		return after;
	}

	private static void log(String what, Duration duration) {
		logger.info("%s: %d ms".formatted(what, duration.toMillis()));
	}

	private Node node(String name) {
		return this.current.get().node(name);
	}

	private boolean isLate(Duration bound) {
		Duration lag = node("db2").lag();
		return lag != null && lag.compareTo(bound) >= 0;
	}

	private static boolean isUp(Node node) {
		return node.health() == Health.UP;
	}

	private static boolean isDown(Node node) {
		return node.health() == Health.DOWN;
	}

	private static boolean isDiverged(Node node) {
		return node.health() == Health.DIVERGED;
	}

}
