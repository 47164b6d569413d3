package com.foobar.monitor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import com.foobar.fixture.ManualClock;
import com.foobar.probe.MonitorSettings;
import com.foobar.topology.CurrentTopology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link NodeWatch}, {@link Watchdog} and {@link Findings}. */
@ExtendWith(OutputCaptureExtension.class)
class NodeWatchTests {

	private static final MonitorSettings SETTINGS = new MonitorSettings("monitor", "", Duration.ofMillis(50),
			Duration.ofMillis(500), Duration.ofSeconds(1));

	private final ManualClock clock = new ManualClock();

	private final FakeProbe probe = new FakeProbe(this.clock);

	private final CurrentTopology current = new CurrentTopology(List.of("db1", "db2"), List.of());

	private final Findings findings = new Findings(this.current);

	private final CountDownLatch stop = new CountDownLatch(1);

	private final NodeWatch watch = watch(this.findings);

	private final Watchdog watchdog = new Watchdog(List.of(this.watch), SETTINGS.interval(), this.stop, this.clock);

	@Test
	void answerBecomesTheSnapshot() {
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1);
		this.watch.poll();
		assertThat(this.current.get().node("db1")).hasToString("db1 PRIMARY UP");
	}

	@Test
	void failureIsTheReasonToBeDown() {
		this.probe.fails();
		this.watch.poll();
		assertThat(this.current.get().node("db1")).hasToString("db1 UNKNOWN DOWN (refused)");
	}

	@Test
	void answerThatTookTooLongIsNone() {
		this.probe.fails();
		this.watch.poll();
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1061);
		this.watch.poll();
		assertThat(this.current.get().node("db1"))
			.hasToString("db1 UNKNOWN DOWN (no answer within 1060 ms but after 1061 ms)");
	}

	@Test
	void firstAnswerMayTakeHalfAsLongAgainSinceItLoadsTheDriver() {
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1590);
		this.watch.poll();
		assertThat(this.current.get().node("db1")).hasToString("db1 PRIMARY UP");
	}

	@Test
	void firstPollThatHangsIsCutAsWell() {
		this.probe.established = false;
		tick(31);
		assertThat(this.current.get().node("db1").isSeen()).isFalse();
		tick(1);
		assertThat(this.current.get().node("db1")).hasToString("db1 UNKNOWN DOWN (no answer for 1600 ms)");
		assertThat(this.probe.aborts).isOne();
	}

	@Test
	void nodeWhosePollHangsIsTakenDownAndItsConnectionCut() {
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1);
		this.watch.poll();
		tick(11);
		assertThat(this.current.get().node("db1")).hasToString("db1 PRIMARY UP");
		tick(1);
		assertThat(this.current.get().node("db1")).hasToString("db1 UNKNOWN DOWN (no answer for 600 ms)");
		assertThat(this.probe.aborts).isOne();
	}

	@Test
	void nodeMayTakeItsTimeToConnectAndItsTimeToAnswer() {
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1);
		this.watch.poll();
		this.probe.established = false;
		tick(21);
		assertThat(this.current.get().node("db1")).hasToString("db1 PRIMARY UP");
		tick(1);
		assertThat(this.current.get().node("db1")).hasToString("db1 UNKNOWN DOWN (no answer for 1100 ms)");
	}

	@Test
	void watchdogThatWasHeldUpItselfBlamesNobody() {
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1);
		this.watch.poll();
		this.clock.advance(10_000);
		this.watchdog.look();
		assertThat(this.current.get().node("db1")).hasToString("db1 PRIMARY UP");
	}

	@Test
	void timeBeforeTheBeginningDoesNotCount() {
		this.clock.advance(10_000);
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1);
		this.probe.meanwhile = () -> tick(2);
		this.stop.countDown();
		this.watch.run();
		assertThat(this.probe.aborts).isZero();
	}

	private void tick(int times) {
		for (int time = 0; time < times; time++) {
			this.clock.advance(SETTINGS.interval().toMillis());
			this.watchdog.look();
		}
	}

	@Test
	void failingListenerDoesNotEndTheWatch(CapturedOutput output) {
		CurrentTopology deaf = new CurrentTopology(List.of("db1"), List.of((event) -> {
			throw new IllegalStateException("deaf");
		}));
		NodeWatch watch = watch(new Findings(deaf));
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1);
		watch.poll();
		assertThat(deaf.get().node("db1")).hasToString("db1 PRIMARY UP");
		assertThat(output).contains("A listener has failed to take in that the nodes are now [db1 PRIMARY UP]", "deaf");
	}

	@Test
	void watchPollsUntilItIsStopped() {
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1);
		this.stop.countDown();
		this.watch.run();
		assertThat(this.current.get().node("db1").isSeen()).isTrue();
	}

	@Test
	void answerCountsFromWhenItWasAskedFor() {
		long before = this.clock.getAsLong();
		this.clock.advance(1);
		this.probe.answers(Polls.primaryAnswer("a", "1-9"), 1);
		this.watch.poll();
		assertThat(this.current.hasAnsweredSince("db1", before)).isTrue();
		assertThat(this.current.hasAnsweredSince("db1", before + 1_000_000)).isFalse();
	}

	@Test
	void failureIsNoAnswer() {
		long before = this.clock.getAsLong();
		this.clock.advance(1);
		this.probe.fails();
		this.watch.poll();
		assertThat(this.current.hasAnsweredSince("db1", before)).isFalse();
	}

	@Test
	void firstLookIsOverWhenEachNodeHasBeenSeenAndCompared() throws InterruptedException {
		this.findings.seen("db1", Polls.primary(0, "a", "1-9"));
		assertThat(this.findings.awaitFirstLook(Duration.ZERO)).isFalse();
		this.findings.seen("db2", Polls.replica(10, "b", "1-9"));
		assertThat(this.findings.awaitFirstLook(Duration.ZERO)).isFalse();
		this.findings.seen("db1", Polls.primary(20, "a", "1-9"));
		assertThat(this.findings.awaitFirstLook(Duration.ZERO)).isTrue();
	}

	@Test
	void firstLookIsOverWhenThereIsNothingToCompareWith() throws InterruptedException {
		this.findings.seen("db2", Polls.replica(10, "b", "1-9"));
		this.findings.lost("db1", "refused");
		assertThat(this.findings.awaitFirstLook(Duration.ZERO)).isTrue();
	}

	@Test
	void nothingIsTakenInAfterClose() {
		this.findings.close();
		this.findings.lost("db1", "refused");
		assertThat(this.current.get().node("db1").isSeen()).isFalse();
	}

	private NodeWatch watch(Findings findings) {
		return new NodeWatch("db1", this.probe, findings, SETTINGS, this.stop, this.clock);
	}

}
