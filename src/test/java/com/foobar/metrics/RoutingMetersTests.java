package com.foobar.metrics;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.foobar.decision.Reason;
import com.foobar.decision.Refusal;
import com.foobar.decision.RoutingDecision;
import com.foobar.topology.Topology;
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class RoutingMetersTests {

	private static final int CALLS = 100_000;

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final RoutingMeters meters = new RoutingMeters(this.registry, Topology.unseen(List.of("db1", "db2")));

	@ParameterizedTest
	@EnumSource
	void decisionCountsByNodeAndReason(Reason reason) {
		this.meters.routed(new RoutingDecision("db2", reason, Duration.ZERO));
		assertThat(this.registry.get("foobar.routing.decisions").counters())
			.allSatisfy((counter) -> assertThat(counter.count()).isEqualTo(
					("db2".equals(tag(counter, "node")) && reason.toString().equals(tag(counter, "reason"))) ? 1 : 0));
	}

	private static String tag(Meter meter, String key) {
		return String.valueOf(meter.getId().getTag(key));
	}

	@ParameterizedTest
	@EnumSource
	void refusalCountsByItsReason(Refusal refusal) {
		this.meters.refused(refusal, Duration.ofSeconds(5));
		assertThat(this.registry.get("foobar.routing.refusals").counters())
			.allSatisfy((counter) -> assertThat(counter.count())
				.isEqualTo(refusal.toString().equals(tag(counter, "refusal")) ? 1 : 0));
	}

	@Test
	void everyMeterIsThereBeforeItCounts() {
		assertThat(this.registry.getMeters()).extracting((meter) -> meter.getId().getName())
			.containsOnly("foobar.routing.decisions", "foobar.routing.waits", "foobar.routing.waits.in.vain",
					"foobar.routing.commits.lost", "foobar.routing.holds", "foobar.routing.refusals",
					"foobar.routing.positions.ignored");
		assertThat(this.registry.get("foobar.routing.decisions").counters()).hasSize(2 * Reason.values().length);
		assertThat(this.registry.getMeters())
			.allSatisfy((meter) -> assertThat(meter.getId().getDescription()).isNotBlank());
	}

	@Test
	void decisionWithoutAWaitIsNoWait() {
		for (Reason reason : Reason.values()) {
			this.meters.routed(new RoutingDecision("db1", reason, Duration.ZERO));
		}
		assertThat(this.registry.get("foobar.routing.waits").timers()).allMatch((timer) -> timer.count() == 0);
		assertThat(this.registry.get("foobar.routing.holds").timers()).allMatch((timer) -> timer.count() == 0);
	}

	@Test
	void readThatWaitedForItsReplicaIsAWaitOfThatNode() {
		this.meters.routed(new RoutingDecision("db2", Reason.CAUGHT_UP, Duration.ofMillis(7)));
		Timer timer = this.registry.get("foobar.routing.waits").tag("node", "db2").timer();
		assertThat(timer.count()).isOne();
		assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(7);
		assertThat(this.registry.get("foobar.routing.waits").tag("node", "db1").timer().count()).isZero();
		assertThat(this.registry.get("foobar.routing.holds").timers()).allMatch((held) -> held.count() == 0);
	}

	@ParameterizedTest
	@CsvSource({ "WRITE, write", "LOCK, write", "REPLICA, read", "SHARE, read", "STRONG, read", "PINNED, read",
			"FALLBACK, read", "STALE, read" })
	void transactionThatWaitedForANodeIsAHold(Reason reason, String intent) {
		this.meters.routed(new RoutingDecision("db1", reason, Duration.ofSeconds(2)));
		assertThat(this.registry.get("foobar.routing.holds").timers())
			.allSatisfy((timer) -> assertThat(timer.totalTime(TimeUnit.SECONDS))
				.isEqualTo(intent.equals(tag(timer, "intent")) ? 2 : 0));
		assertThat(this.registry.get("foobar.routing.waits").timers()).allMatch((timer) -> timer.count() == 0);
	}

	@Test
	void waitInVainCountsByNode() {
		this.meters.waitedInVain("db2");
		assertThat(count("foobar.routing.waits.in.vain", "db2")).isOne();
		assertThat(count("foobar.routing.waits.in.vain", "db1")).isZero();
	}

	@Test
	void lostCommitCountsByNode() {
		this.meters.commitLost("db1");
		assertThat(count("foobar.routing.commits.lost", "db1")).isOne();
		assertThat(count("foobar.routing.commits.lost", "db2")).isZero();
	}

	private double count(String meter, String node) {
		return this.registry.get(meter).tag("node", node).counter().count();
	}

	@Test
	void ignoredPositionCounts() {
		this.meters.positionIgnored();
		assertThat(this.registry.get("foobar.routing.positions.ignored").counter().count()).isOne();
	}

	@Test
	void nodeThatNobodyKnowsIsNoError() {
		assertThatNoException().isThrownBy(() -> {
			this.meters.routed(new RoutingDecision("db3", Reason.REPLICA, Duration.ZERO));
			this.meters.waitedInVain("db3");
			this.meters.commitLost("db3");
		});
	}

	@Test
	void decisionAllocatesNothing() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		RoutingDecision decision = new RoutingDecision("db2", Reason.REPLICA, Duration.ZERO);
		RoutingDecision wait = new RoutingDecision("db2", Reason.CAUGHT_UP, Duration.ofMillis(1));
		count(decision, wait);
		long before = threads.getCurrentThreadAllocatedBytes();
		count(decision, wait);
		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(CALLS);
	}

	private void count(RoutingDecision... decisions) {
		for (int call = 0; call < CALLS; call++) {
			this.meters.routed(decisions[call % decisions.length]);
		}
	}

}
