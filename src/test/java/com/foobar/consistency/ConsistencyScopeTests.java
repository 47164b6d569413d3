package com.foobar.consistency;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.core.task.support.TaskExecutorAdapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ConsistencyScopeTests {

	private static final ConsistencyToken NONE = ConsistencyToken.NONE;

	private final ConsistencyScopes scopes = new ConsistencyScopes(TestSettings.settings());

	private final ExecutorService otherThread = Executors.newSingleThreadExecutor();

	@AfterEach
	void threadsAreLeftAsTheyWere() throws Exception {
		this.otherThread.shutdown();
		assertThat(this.otherThread.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
		assertThat(ConsistencyScope.current()).isNull();
	}

	@Test
	void scopeIsCurrentUntilItIsClosed() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			assertThat(ConsistencyScope.current()).isSameAs(scope);
			assertThat(scope.consistency()).isEqualTo(Consistency.SESSION);
		}
		assertThat(ConsistencyScope.current()).isNull();
	}

	@Test
	void whatIsWrittenAndSeenMustBeSeenAgain() {
		try (ConsistencyScope scope = this.scopes.open(token(3))) {
			scope.wrote(transaction(9));
			scope.saw(upTo(7));
			scope.saw(upTo(2));
			assertThat(scope.token().position()).isEqualTo(upTo(7).plus(transaction(9)));
		}
	}

	@Test
	void writerIsAnsweredWithEverything() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			scope.saw(upTo(7));
			scope.wrote(transaction(9));
			assertThat(scope.hasWritten()).isTrue();
			assertThat(scope.reply()).contains(ConsistencyToken.of(upTo(7).plus(transaction(9))));
		}
	}

	@Test
	void readerWithoutTokenIsAnsweredWithNone() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			scope.saw(upTo(7));
			assertThat(scope.hasWritten()).isFalse();
			assertThat(scope.reply()).isEmpty();
			assertThat(scope.token()).isEqualTo(token(7));
		}
	}

	@Test
	void readerWithTokenIsAnsweredWhenMoreWasSeen() {
		try (ConsistencyScope scope = this.scopes.open(token(7))) {
			scope.saw(upTo(7));
			assertThat(scope.reply()).isEmpty();
			scope.saw(upTo(8));
			assertThat(scope.reply()).contains(token(8));
			assertThat(scope.hasWritten()).isFalse();
		}
	}

	@Test
	void everyReaderIsAnsweredWhereReadersAreTracked() {
		ConsistencyScopes tracking = new ConsistencyScopes(
				TestSettings.settings("main", List.of(TestSettings.KEY), 1024, true));
		try (ConsistencyScope scope = tracking.open(NONE)) {
			assertThat(scope.reply()).isEmpty();
			scope.saw(upTo(7));
			assertThat(scope.reply()).contains(token(7));
		}
	}

	@Test
	void commitWithoutPositionHasWrittenNothing() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			scope.wrote(NONE.position());
			assertThat(scope.hasWritten()).isFalse();
			assertThat(scope.reply()).isEmpty();
		}
	}

	@Test
	void lostCommitPinsToThePrimary() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			scope.pinToPrimary(TestSettings.NOW);
			assertThat(scope.token().pinnedUntil()).isEqualTo(TestSettings.NOW);
			assertThat(scope.reply()).contains(scope.token());
		}
	}

	@Test
	void readsStayOnTheirNode() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			assertThat(scope.node()).isNull();
			scope.stayOn("db2");
			Consistency.EVENTUAL.run(() -> {
				assertThat(current().node()).isEqualTo("db2");
				current().stayOn("db2");
			});
			assertThat(scope.node()).isEqualTo("db2");
			assertThat(scope.reads()).isEqualTo(2);
			assertThat(scope.token()).isEqualTo(ConsistencyToken.NONE.readFrom("db2"));
		}
	}

	@Test
	void readsOfTwoNodesLeaveThePrimaryAlone() {
		try (ConsistencyScope scope = this.scopes.open(ConsistencyToken.NONE.readFrom("db2"))) {
			scope.stayOn("db3");
			assertThat(scope.node()).isEqualTo(ConsistencyToken.SEVERAL);
			scope.stayOn("db2");
			assertThat(scope.node()).isEqualTo(ConsistencyToken.SEVERAL);
		}
	}

	@Test
	void threadsThatReadFromTwoNodesLeaveThePrimaryAlone() throws Exception {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			Runnable task = ConsistencyScope.handOver(() -> current().stayOn("db3"));
			scope.stayOn("db2");
			this.otherThread.submit(task).get();
			assertThat(scope.node()).isEqualTo(ConsistencyToken.SEVERAL);
		}
	}

	@Test
	void tokenOfAnotherNodeLeavesThePrimaryAlone() {
		try (ConsistencyScope scope = this.scopes.open(ConsistencyToken.NONE.readFrom("db2"))) {
			this.scopes.call(ConsistencyToken.NONE.readFrom("db3"), () -> true);
			assertThat(scope.node()).isEqualTo(ConsistencyToken.SEVERAL);
		}
	}

	@Test
	void primaryThatTellsHowFarItHasGotSetsReadsFree() {
		try (ConsistencyScope scope = this.scopes.open(token(3).plus(ConsistencyToken.NONE.readFrom("db2")))) {
			scope.stayOn("db1");
			scope.sawAll(upTo(7), scope.reads());
			assertThat(scope.node()).isNull();
			assertThat(scope.reply()).contains(token(7));
			scope.stayOn("db3");
			assertThat(scope.node()).isEqualTo("db3");
		}
	}

	@Test
	void readThatGoesOnMeanwhileIsNotForgotten() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			scope.stayOn("db1");
			int reads = scope.reads();
			scope.stayOn("db2");
			scope.sawAll(upTo(7), reads);
			assertThat(scope.node()).isEqualTo(ConsistencyToken.SEVERAL);
			assertThat(scope.token().position()).isEqualTo(upTo(7));
			scope.sawAll(upTo(7), scope.reads());
			assertThat(scope.token()).isEqualTo(token(7));
		}
	}

	@Test
	void positionAloneSetsNoReadsFree() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			scope.stayOn("db2");
			scope.saw(upTo(7));
			scope.wrote(transaction(9));
			assertThat(scope.node()).isEqualTo("db2");
			assertThat(scope.reply().orElseThrow().node()).isEqualTo("db2");
		}
	}

	@Test
	void readerWithTokenIsAnsweredWhenTheNodeChanges() {
		try (ConsistencyScope scope = this.scopes.open(token(7))) {
			scope.stayOn("db2");
			assertThat(scope.reply()).contains(token(7).plus(ConsistencyToken.NONE.readFrom("db2")));
			assertThat(scope.hasWritten()).isFalse();
		}
		try (ConsistencyScope scope = this.scopes.open(token(7).plus(ConsistencyToken.NONE.readFrom("db2")))) {
			scope.stayOn("db2");
			assertThat(scope.reply()).isEmpty();
			scope.sawAll(upTo(7), scope.reads());
			assertThat(scope.reply()).contains(token(7));
		}
	}

	@Test
	void readerWhoseNodeIsAgeingIsAnsweredWithTheNextRead() {
		ConsistencyToken ageing = new ConsistencyToken(upTo(7), null, "db2", true);
		try (ConsistencyScope scope = this.scopes.open(ageing)) {
			assertThat(scope.reply()).isEmpty();
			scope.stayOn("db2");
			assertThat(scope.reply()).contains(new ConsistencyToken(upTo(7), null, "db2", false));
		}
	}

	@Test
	void readerWhoBringsTwoNodesIsAnsweredWithTheNextRead() {
		ConsistencyToken db2 = ConsistencyToken.NONE.readFrom("db2");
		try (ConsistencyScope scope = this.scopes.open(db2.plus(ConsistencyToken.NONE.readFrom("db3")))) {
			assertThat(scope.reply()).isEmpty();
			scope.stayOn("db1");
			assertThat(scope.reply().orElseThrow().node()).isEqualTo(ConsistencyToken.SEVERAL);
		}
	}

	@Test
	void readerWithoutTokenIsNotToldTheNode() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			scope.stayOn("db2");
			assertThat(scope.reply()).isEmpty();
		}
	}

	@Test
	void scopeIsTrackedWhereSomebodyIsToldWhatItSees() {
		ConsistencyScopes tracking = new ConsistencyScopes(
				TestSettings.settings("main", List.of(TestSettings.KEY), 1024, true));
		assertThat(tracking.<Boolean, RuntimeException>call(NONE, () -> current().isTracked())).isTrue();
		assertThat(this.scopes.<Boolean, RuntimeException>call(token(3), () -> current().isTracked())).isTrue();
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			assertThat(scope.isTracked()).isFalse();
			scope.wrote(transaction(5));
			assertThat(scope.isTracked()).isTrue();
			assertThat(Consistency.EVENTUAL.<Boolean, RuntimeException>call(() -> current().isTracked())).isTrue();
		}
	}

	@Test
	void innermostCallDecidesHowToRead() {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			Consistency.STRONG.call(() -> {
				assertThat(current().consistency()).isEqualTo(Consistency.STRONG);
				assertThat(Consistency.EVENTUAL.call(() -> current().consistency())).isEqualTo(Consistency.EVENTUAL);
				assertThat(current().consistency()).isEqualTo(Consistency.STRONG);
				return true;
			});
			assertThat(ConsistencyScope.current()).isSameAs(scope);
		}
	}

	@Test
	void callNeedsNoScopeAroundIt() {
		Consistency consistency = Consistency.STRONG.call(() -> current().consistency());
		assertThat(consistency).isEqualTo(Consistency.STRONG);
	}

	@Test
	void callMayHaveNoResult() {
		List<Consistency> seen = new ArrayList<>();
		Consistency.STRONG.run(() -> seen.add(current().consistency()));
		assertThat(seen).containsExactly(Consistency.STRONG);
	}

	@Test
	void failureOfACallIsThrownAsItIs() {
		IOException failure = new IOException("lost");
		Callable<String> call = () -> Consistency.STRONG.call(() -> {
			throw failure;
		});
		assertThatExceptionOfType(IOException.class).isThrownBy(call::call).isSameAs(failure);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.scopes.call(NONE, call::call));
	}

	@Test
	void scopesInsideOneAnotherShareWhatIsKnown() {
		try (ConsistencyScope outer = this.scopes.open(token(3))) {
			outer.wrote(transaction(5));
			try (ConsistencyScope inner = this.scopes.open(token(4))) {
				assertThat(inner.token()).isEqualTo(token(5));
				assertThat(inner.reply()).isEmpty();
				inner.wrote(transaction(6));
				assertThat(inner.reply()).contains(token(6));
			}
			assertThat(outer.reply()).contains(token(6));
		}
	}

	@Test
	void scopeInsideAStrongCallReadsStrongly() {
		Consistency consistency = Consistency.STRONG.call(() -> this.scopes.call(NONE, () -> current().consistency()));
		assertThat(consistency).isEqualTo(Consistency.STRONG);
	}

	@Test
	void taskSharesTheScopeThatHandsItOver() throws Exception {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			this.otherThread.submit(ConsistencyScope.handOver(() -> current().wrote(transaction(5)))).get();
			assertThat(scope.reply()).contains(ConsistencyToken.of(transaction(5)));
			Callable<ConsistencyToken> task = ConsistencyScope.handOver(() -> current().token());
			assertThat(this.otherThread.submit(task).get()).isEqualTo(scope.token());
			assertThat(this.otherThread.submit(ConsistencyScope::current).get()).isNull();
		}
	}

	@Test
	void taskOfACallReadsAsTheCall() throws Exception {
		Callable<Consistency> task = Consistency.STRONG
			.call(() -> ConsistencyScope.handOver(() -> current().consistency()));
		assertThat(this.otherThread.submit(task).get()).isEqualTo(Consistency.STRONG);
	}

	@Test
	void taskOutsideOfAnyScopeStaysAsItIs() {
		Runnable task = () -> {
		};
		assertThat(ConsistencyScope.handOver(task)).isSameAs(task);
	}

	@Test
	void threadsTakeOverNothingByThemselves() throws Exception {
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			assertThat(this.otherThread.submit(ConsistencyScope::current).get()).isNull();
			assertThat(ConsistencyScope.current()).isSameAs(scope);
		}
	}

	@Test
	void springDecoratesTasksWithIt() throws Exception {
		TaskExecutorAdapter executor = new TaskExecutorAdapter(this.otherThread);
		executor.setTaskDecorator(ConsistencyScope::handOver);
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			executor.submit(() -> current().wrote(transaction(5))).get();
			assertThat(scope.hasWritten()).isTrue();
		}
	}

	@Test
	void manyThreadsMayWriteInOneScope() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try (ConsistencyScope scope = this.scopes.open(NONE)) {
			List<Callable<Void>> tasks = IntStream.rangeClosed(1, 2000)
				.mapToObj((number) -> ConsistencyScope.handOver(() -> {
					current().wrote(transaction(number));
					return (Void) null;
				}))
				.toList();
			threads.invokeAll(tasks);
			assertThat(scope.token()).isEqualTo(token(2000));
		}
		finally {
			threads.shutdown();
		}
	}

	@Test
	void outerScopePutsRightWhatInnerOnesLeftOpen() {
		try (ConsistencyScope outer = this.scopes.open(NONE)) {
			leakTwo();
			System.gc();
			current().wrote(transaction(5));
			assertThat(outer.hasWritten()).isTrue();
		}
		assertThat(ConsistencyScope.current()).isNull();
	}

	@Test
	void scopesThatAreLeftOpenDoNotPileUp() throws Exception {
		this.otherThread.submit(() -> {
			WeakReference<ConsistencyScope> leaked = new WeakReference<>(this.scopes.open(token(3)));
			leakTwo();
			for (int i = 0; i < 100 && leaked.get() != null; i++) {
				System.gc();
				Thread.sleep(10);
			}
			assertThat(leaked.get()).isNull();
			assertThat(current().reply()).isEmpty();
			return true;
		}).get();
	}

	@Test
	void scopesMayBeClosedInAnyOrder() {
		ConsistencyScope outer = this.scopes.open(NONE);
		ConsistencyScope inner = this.scopes.open(NONE);
		outer.close();
		assertThat(ConsistencyScope.current()).isNull();
		try (ConsistencyScope next = this.scopes.open(NONE)) {
			inner.close();
			outer.close();
			assertThat(ConsistencyScope.current()).isSameAs(next);
		}
	}

	private void leakTwo() {
		this.scopes.open(NONE);
		this.scopes.open(NONE);
	}

	private static ConsistencyScope current() {
		return Objects.requireNonNull(ConsistencyScope.current());
	}

	private static ConsistencyToken token(long last) {
		return ConsistencyToken.of(upTo(last));
	}

	private static Position upTo(long last) {
		return Position.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-" + last);
	}

	private static Position transaction(long number) {
		return Position.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:" + number);
	}

}
