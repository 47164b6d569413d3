package com.foobar.node;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import com.foobar.decision.Reason;
import com.foobar.decision.RoutingDecision;
import com.foobar.fixture.ManualClock;
import com.foobar.pool.Credentials;
import com.foobar.pool.NodePools;
import com.foobar.pool.PoolListener;
import com.foobar.pool.PoolPurpose;
import com.foobar.pool.PoolSettings;
import com.foobar.topology.CurrentTopology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Tests how a node is judged by what transactions have met there. */
class NodeAccessTests {

	private static final PoolSettings SETTINGS = new PoolSettings(1, 1, Duration.ofSeconds(2), Duration.ofSeconds(1),
			Duration.ofSeconds(5), Duration.ofMinutes(30));

	private static final Credentials NOBODY = new Credentials("nobody", "");

	/** Of an idle node that has not been measured, which is a microsecond. */
	private static final double LEAST = 1000;

	private final ManualClock clock = new ManualClock();

	private @Nullable PoolListener listener;

	private final CurrentTopology topology = new CurrentTopology(List.of("db1", "db2"), List.of());

	private final NodeAccess node = new NodeAccess("db1", this::pools, this.topology, Duration.ofMillis(100),
			this.clock);

	private NodePools pools(PoolListener listener) {
		this.listener = listener;
		return new NodePools("db1", "jdbc:mysql://localhost:1/none", NOBODY, NOBODY, SETTINGS, listener, null);
	}

	@Test
	void nodeThatWasWaitedForInVainIsNotWaitedForAgainForAMoment() {
		assertThat(this.node.isWorthWaitingFor()).isTrue();
		this.node.waitedInVain();
		assertThat(this.node.isWorthWaitingFor()).isFalse();
		this.clock.advance(100);
		assertThat(this.node.isWorthWaitingFor()).isTrue();
	}

	@Test
	void nodeIsAvailableUntilAConnectionFails() {
		assertThat(this.node.isAvailable()).isTrue();
		fail();
		assertThat(this.node.isAvailable()).isFalse();
	}

	@Test
	void suspicionEndsByItself() {
		fail();
		assertAvailableAfter(100);
	}

	@Test
	void suspicionIsNotProlongedByFailuresOfTheSameTime() {
		fail();
		this.clock.advance(99);
		fail();
		assertAvailableAfter(1);
	}

	@Test
	void suspicionBeginsAnewWithALaterFailure() {
		fail();
		this.clock.advance(2000);
		assertThat(this.node.isAvailable()).isTrue();
		fail();
		assertAvailableAfter(100);
	}

	@Test
	void nodeThatRefusedAWriteIsLeftAloneUntilItHasAnsweredWhatItWasAskedSince() {
		refuse();
		answer("db1");
		this.clock.advance(100);
		assertThat(this.node.isAvailable()).isFalse();
		answer("db2");
		assertThat(this.node.isAvailable()).isFalse();
		answer("db1");
		assertThat(this.node.isAvailable()).isTrue();
	}

	@Test
	void nodeThatRefusedAWriteIsLeftAloneForAMomentEvenWhereItHasAnswered() {
		refuse();
		this.clock.advance(1);
		answer("db1");
		assertAvailableAfter(99);
	}

	@Test
	void nodeThatRefusedAWriteIsNotLeftAloneForEver() {
		refuse();
		this.clock.advance(999);
		refuse();
		assertAvailableAfter(1);
	}

	@Test
	void refusalCountsWhereAnotherFailureWasFirst() {
		fail();
		this.clock.advance(50);
		refuse();
		this.clock.advance(999);
		assertThat(this.node.isAvailable()).isFalse();
		answer("db1");
		assertThat(this.node.isAvailable()).isTrue();
	}

	/** And not a millisecond before. */
	private void assertAvailableAfter(long millis) {
		this.clock.advance(millis - 1);
		assertThat(this.node.isAvailable()).isFalse();
		this.clock.advance(1);
		assertThat(this.node.isAvailable()).isTrue();
	}

	/** To a question of this moment. */
	private void answer(String name) {
		this.topology.update(name, this.clock.getAsLong(), (snapshot) -> snapshot);
	}

	@Test
	void suspectedNodeIsNotTakenForASpentOne() {
		fail();
		assertThat(this.node.isSpent(PoolPurpose.FALLBACK_READ)).isFalse();
		this.clock.advance(100);
		assertThat(this.node.isSpent(PoolPurpose.FALLBACK_READ)).isFalse();
	}

	@Test
	void costGrowsWithWhatIsUnderWay() {
		assertThat(this.node.cost()).isEqualTo(LEAST);
		this.node.began();
		this.node.began();
		assertThat(this.node.cost()).isEqualTo(3 * LEAST);
	}

	@Test
	void costTellsHowLongConnectionsWereHeld() {
		this.node.ended(begun(20));
		assertThat(this.node.cost()).isCloseTo(20e6, within(1.0));
	}

	@Test
	void decisionTellsNodeReasonAndWait() {
		assertThat(this.node.decision(Reason.REPLICA, 0)).isSameAs(this.node.decision(Reason.REPLICA, 0))
			.isEqualTo(new RoutingDecision("db1", Reason.REPLICA, Duration.ZERO));
		assertThat(this.node.decision(Reason.FALLBACK, 7))
			.isEqualTo(new RoutingDecision("db1", Reason.FALLBACK, Duration.ofNanos(7)));
	}

	/** A transaction that has been under way for so long. */
	private long begun(long millis) {
		long began = this.node.began();
		this.clock.advance(millis);
		return began;
	}

	private void fail() {
		Objects.requireNonNull(this.listener).failed("db1", new SQLException("gone", "08S01"));
	}

	private void refuse() {
		Objects.requireNonNull(this.listener)
			.failed("db1",
					new SQLException("The MySQL server is running with the --super-read-only option", "HY000", 1290));
	}

}
