package com.foobar.node;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

import com.foobar.decision.Refusal;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Topology;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests how a transaction without a node is held back. */
class HoldTests {

	private static final Duration LONG = Duration.ofMinutes(2);

	private final CurrentTopology topology = new CurrentTopology(List.of("db1"), List.of());

	@Test
	void transactionThatNeverWaitedWasNotHeldBack() {
		Hold hold = new Hold(this.topology, LONG);
		assertThat(hold.waited()).isZero();
		assertThat(hold.failing()).isZero();
		assertThat(refused(hold)).hasNoCause();
	}

	@Test
	void timeSpentElsewhereCounts() {
		Hold hold = new Hold(this.topology, LONG);
		hold.waitedElsewhere();
		assertThat(hold.waited()).isPositive();
		assertThat(hold.failing()).isZero();
	}

	@Test
	void failedAttemptsAreAddedUpAndTheLastIsRemembered() {
		Hold hold = new Hold(this.topology, LONG);
		SQLException last = new SQLException("second");
		hold.failed(new SQLException("first"), 3);
		hold.failed(last, 4);
		assertThat(hold.failing()).isEqualTo(Duration.ofNanos(7));
		assertThat(refused(hold)).hasCause(last);
		assertThat(hold.waited()).isPositive();
	}

	@Test
	void failedAttemptsOnAnotherNodeAreAddedUpAnew() {
		Hold hold = new Hold(this.topology, LONG);
		SQLException first = new SQLException("frozen");
		hold.failed(first, 7);
		hold.beginAnew();
		assertThat(hold.failing()).isZero();
		assertThat(refused(hold)).hasCause(first);
		hold.failed(new SQLException("not connected yet"), 2);
		assertThat(hold.failing()).isEqualTo(Duration.ofNanos(2));
	}

	@Test
	void snapshotThatWillDoIsNotWaitedFor() throws SQLException {
		Hold hold = new Hold(this.topology, Duration.ZERO);
		assertThat(hold.await((snapshot) -> true)).isTrue();
	}

	@Test
	void holdEndsWithItsLimit() throws SQLException {
		Duration limit = Duration.ofMillis(20);
		Hold hold = new Hold(this.topology, limit);
		assertThat(hold.await((snapshot) -> false)).isFalse();
		assertThat(hold.waited()).isGreaterThanOrEqualTo(limit);
		assertThat(hold.await((snapshot) -> false)).as("nothing is left").isFalse();
	}

	@Test
	void holdEndsWithASnapshotThatWillDo() throws Exception {
		CountDownLatch looked = new CountDownLatch(1);
		CompletableFuture<Boolean> held = CompletableFuture.supplyAsync(() -> await((snapshot) -> {
			looked.countDown();
			return snapshot.node("db1").detail().equals("refused");
		}));
		looked.await();
		this.topology.update((snapshot) -> snapshot.with(snapshot.node("db1").down("timed out")));
		this.topology.update((snapshot) -> snapshot.with(snapshot.node("db1").down("refused")));
		assertThat(held.get()).isTrue();
	}

	private boolean await(Predicate<Topology> condition) {
		try {
			return new Hold(this.topology, LONG).await(condition);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void interruptedHoldFailsAndTheThreadStaysInterrupted() {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(SQLException.class)
			.isThrownBy(() -> new Hold(this.topology, LONG).await((snapshot) -> false))
			.withMessageContaining("Interrupted");
		assertThat(Thread.interrupted()).isTrue();
	}

	private static Exception refused(Hold hold) {
		return hold.refused(Refusal.NO_PRIMARY, "a primary", (decision) -> {
		});
	}

}
