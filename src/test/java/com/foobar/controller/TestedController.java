package com.foobar.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import com.foobar.pair.Operator;
import com.foobar.pair.Pair;
import com.foobar.pair.PairState;
import com.foobar.pair.Policy;
import com.foobar.pair.Policy.Durability;
import com.foobar.pair.Seen;
import com.foobar.pair.Step;
import com.foobar.server.Epoch.Reason;
import com.foobar.server.SemiSync;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** A controller whose rounds the test sets off. */
final class TestedController implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(TestedController.class);

	/**
	 * Docker waits twice as long each time before it starts a server again that has run
	 * for less than 10 s, and some tests end servers faster.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private final List<String> saved = new ArrayList<>();

	private final ControlledPair servers;

	private final Pair pair;

	private final Operator operator;

	private final Watch watch;

	private Step last = Step.NONE;

	private boolean overlapping;

	TestedController(ControlledPair servers, String parameters, Policy policy) {
		this.servers = servers;
		this.pair = new Pair(servers.servers(parameters), Duration.ofSeconds(1));
		this.operator = new Operator(this.pair, ControlledPair.accounts(), (node, surplus) -> {
			this.saved.add(node + " " + surplus);
			return "a list";
		}, policy.durability(), Duration.ofSeconds(30), Duration.ofMinutes(1), logger::info);
		this.watch = new Watch(this.pair, this.operator, policy, Duration.ofMillis(100));
	}

	/** One that promotes as often as it has to. */
	static TestedController start(ControlledPair servers) {
		return new TestedController(servers, "", policy(Durability.AVAILABLE));
	}

	static Policy policy(Durability durability) {
		return new Policy(durability, true, true, Duration.ofMillis(500), Duration.ZERO, Duration.ofSeconds(2),
				Duration.ofMillis(500));
	}

	/** Brings servers into order, with db1 as their primary. */
	static void order(ControlledPair servers) {
		servers.heal();
		try (TestedController controller = start(servers)) {
			controller.untilInOrder();
			if (!controller.primary().equals("db1")) {
				controller.switchOver("db2", "db1");
				controller.untilInOrder();
			}
			servers.createTable("db1");
		}
	}

	Pair pair() {
		return this.pair;
	}

	Operator operator() {
		return this.operator;
	}

	/** What was to be done in the last round. */
	Step last() {
		return this.last;
	}

	/** The transactions that a node alone had, after its name. */
	List<String> saved() {
		return this.saved;
	}

	/** For a while two nodes may take writes, of which one can acknowledge none. */
	void allowOverlap() {
		this.overlapping = true;
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

	/** How the primary waits for its replica. */
	SemiSync semiSync() {
		return look().node(primary()).orElseThrow().said().semiSync();
	}

	void switchOver(String from, String to) {
		this.operator.switchOver(this.pair.server(from), this.pair.server(to), look());
	}

	void promote(String node) {
		this.operator.promote(this.pair.server(node), look(), Reason.FAILOVER);
	}

	/** Everything that was acknowledged is on both nodes, and nothing else. */
	void assertComplete() {
		Map<String, Object> expected = this.servers.migrator(primary())
			.sql("SELECT COUNT(*) AS n, MAX(id) AS last, @@global.gtid_executed AS executed FROM guestbook.t")
			.query()
			.singleRow();
		assertThat(expected).containsEntry("last", this.servers.lastRow());
		for (String name : ControlledPair.NAMES) {
			Awaitility.await("all rows on " + name)
				.atMost(PATIENCE)
				.pollInterval(Duration.ofMillis(50))
				.untilAsserted(() -> assertThat(this.servers.migrator(name)
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
