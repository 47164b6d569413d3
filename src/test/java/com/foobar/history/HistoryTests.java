package com.foobar.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link History} and what it finds, on histories made by hand. The times are
 * milliseconds.
 */
class HistoryTests {

	private final History history = new History();

	private final List<Row> rows = new ArrayList<>();

	@Test
	void emptyHistoryIsConsistent() {
		assertThat(check().violations()).isEmpty();
		assertThat(check().writes().longestPause().length()).isZero();
	}

	@Test
	void historyOfReadsThatSeeAllIsConsistent() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		read(1, 1, 1, 10, 20);
		read(2, 1, 0, 10, 20);
		read(2, 1, 1, 20, 30);
		row(1, 1);
		assertThat(check().violations()).isEmpty();
	}

	@Test
	void acknowledgedWriteThatIsNotThereIsLost() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		write(1, 2, Outcome.ACKNOWLEDGED, 10, 20);
		row(1, 2);
		assertThat(check().lost()).extracting(Write::number).containsExactly(1L);
		assertThat(check().violations())
			.containsExactly("lost: at 0.000s write of 1 of session 1 on app1: ACKNOWLEDGED");
	}

	@Test
	void unknownWriteMayBeThereOrNot() {
		write(1, 1, Outcome.UNKNOWN, 0, 10);
		write(1, 2, Outcome.UNKNOWN, 10, 20);
		read(1, 1, 0, 20, 30);
		read(1, 1, 2, 30, 40);
		row(1, 2);
		assertThat(check().violations()).isEmpty();
	}

	@Test
	void writeThatIsThereTwiceIsADuplicate() {
		write(1, 1, Outcome.UNKNOWN, 0, 10);
		row(1, 1);
		row(1, 1);
		assertThat(check().duplicates()).containsExactly(new Row(1, 1));
		assertThat(check().violations()).containsExactly("applied twice: 1 of session 1");
	}

	@Test
	void refusedWriteThatIsThereIsFound() {
		write(1, 1, Outcome.REFUSED, 0, 10);
		row(1, 1);
		assertThat(check().refused()).containsExactly(new Row(1, 1));
		assertThat(check().violations()).containsExactly("refused but there: 1 of session 1");
	}

	@Test
	void refusedWriteThatWasReadOnceIsFound() {
		write(1, 1, Outcome.REFUSED, 0, 10);
		read(2, 1, 1, 5, 10);
		assertThat(check().refused()).containsExactly(new Row(1, 1));
	}

	@Test
	void refusedWriteThatIsNotThereIsConsistent() {
		write(1, 1, Outcome.REFUSED, 0, 10);
		read(1, 1, 0, 10, 20);
		assertThat(check().violations()).isEmpty();
	}

	@Test
	void whatNobodyWroteIsFound() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		read(2, 1, 7, 10, 20);
		row(1, 1);
		row(3, 1);
		assertThat(check().unasked()).containsExactly(new Row(1, 7), new Row(3, 1));
	}

	@Test
	void readOlderThanTheSessionsOwnWriteIsStale() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		write(1, 2, Outcome.ACKNOWLEDGED, 10, 20);
		read(1, 1, 1, 20, 30);
		row(1, 1);
		row(1, 2);
		assertThat(check().staleReads()).extracting(StaleRead::expected).containsExactly(2L);
		assertThat(check().backwardReads()).isEmpty();
		assertThat(check().violations()).containsExactly(
				"older than written: at 0.020s read by session 1 on app1: 1 of session 1, where 2 or more was due");
	}

	@Test
	void readThatStartedBeforeTheWriteWasAcknowledgedNeedNotSeeIt() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		read(1, 1, 0, 9, 20);
		row(1, 1);
		assertThat(check().violations()).isEmpty();
	}

	@Test
	void othersWriteNeedNotBeSeen() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		read(2, 1, 0, 20, 30);
		row(1, 1);
		assertThat(check().violations()).isEmpty();
	}

	@Test
	void readOlderThanAnEarlierReadOfTheSessionGoesBackward() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		read(2, 1, 1, 10, 20);
		this.history.add(new Read("app2", 2, 1, 0, "", nanos(20), nanos(30)));
		row(1, 1);
		assertThat(check().backwardReads()).extracting((stale) -> stale.read().instance()).containsExactly("app2");
		assertThat(check().staleReads()).isEmpty();
		assertThat(check().violations()).containsExactly(
				"older than seen: at 0.020s read by session 2 on app2: 0 of session 1, where 1 or more was due");
	}

	@Test
	void whatAnotherSessionHasSeenBindsNobody() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		read(2, 1, 1, 10, 20);
		read(3, 1, 0, 20, 30);
		row(1, 1);
		assertThat(check().violations()).isEmpty();
	}

	@Test
	void failedReadSeesNothingAndBindsNothing() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		failedRead(1, 20, 30);
		row(1, 1);
		assertThat(check().violations()).isEmpty();
	}

	@Test
	void failuresAreToldWithTheirTimes() {
		write(1, 1, Outcome.REFUSED, 0, 10);
		write(1, 2, Outcome.UNKNOWN, 10, 20);
		write(1, 3, Outcome.ACKNOWLEDGED, 20, 30);
		failedRead(1, 5, 15);
		failedRead(1, 15, 25);
		row(1, 3);
		assertThat(check().writes().succeeded()).isOne();
		assertThat(check().writes().failures()).extracting(Write::number).containsExactly(1L, 2L);
		assertThat(check().writes().failuresAfter(nanos(10))).extracting(Write::number).containsExactly(2L);
		assertThat(check().reads().failuresAfter(nanos(15))).extracting(Read::startNanos).containsExactly(nanos(15));
		assertThat(check().reads().failuresAfter(nanos(16))).isEmpty();
	}

	@Test
	void longestPauseIsBetweenSuccesses() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		write(1, 2, Outcome.REFUSED, 100, 110);
		write(1, 3, Outcome.ACKNOWLEDGED, 200, 210);
		write(1, 4, Outcome.ACKNOWLEDGED, 220, 260);
		rows(1, 1, 3, 4);
		assertThat(check().writes().longestPause()).isEqualTo(new Pause(Duration.ofMillis(200), nanos(10)));
	}

	@Test
	void firstSuccessAfterAMomentIsTheFirstToEnd() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		write(1, 2, Outcome.REFUSED, 20, 30);
		write(2, 1, Outcome.ACKNOWLEDGED, 5, 60);
		write(1, 3, Outcome.ACKNOWLEDGED, 40, 50);
		assertThat(check().writes().untilSuccess(nanos(10))).isZero();
		assertThat(check().writes().untilSuccess(nanos(20))).isEqualTo(Duration.ofMillis(30));
	}

	@Test
	void pauseUntilTheEndOfTheHistoryCounts() {
		read(1, 1, 0, 0, 10);
		write(1, 1, Outcome.UNKNOWN, 10, 500);
		assertThat(check().reads().longestPause()).isEqualTo(new Pause(Duration.ofMillis(490), nanos(10)));
		assertThat(check().writes().longestPause().length()).isEqualTo(Duration.ofMillis(500));
	}

	@Test
	void durationsOfSuccessesAreSummarized() {
		for (int number = 1; number <= 100; number++) {
			write(1, number, Outcome.ACKNOWLEDGED, 1000L * number, 1000L * number + number);
			row(1, number);
		}
		assertThat(check().writes().median()).isEqualTo(Duration.ofMillis(50));
		assertThat(check().writes().p99()).isEqualTo(Duration.ofMillis(99));
		assertThat(check().writes().slowest()).isEqualTo(Duration.ofMillis(100));
	}

	@Test
	void numberThatIsWrittenTwiceIsRefused() {
		write(1, 1, Outcome.REFUSED, 0, 10);
		write(1, 1, Outcome.ACKNOWLEDGED, 10, 20);
		assertThatIllegalArgumentException().isThrownBy(this::check)
			.withMessage("Number 1 of session 1 was written twice, which tells nothing");
	}

	@Test
	void reportIsOneLineAndTableSaysMore() {
		write(1, 1, Outcome.ACKNOWLEDGED, 0, 10);
		failedRead(1, 10, 20);
		Report report = check();
		assertThat(report).hasToString("writes 1 ok, 0 failed; reads 0 ok, 1 failed; 1 lost, 0 duplicates, "
				+ "0 refused but there, 0 never written, 0 stale, 0 backward; longest pauses 10.0ms, 20.0ms");
		assertThat(report.table().lines()).containsExactly(
				"writes  1 ok, 0 failed; median 10.0ms, 99 % 10.0ms, slowest 10.0ms; longest pause 10.0ms from 0.000s",
				"reads   0 ok, 1 failed; median 0.0ms, 99 % 0.0ms, slowest 0.0ms; longest pause 20.0ms from 0.000s",
				"found   1 lost, 0 duplicates, 0 refused but there, 0 never written, 0 stale, 0 backward",
				"lost: at 0.000s write of 1 of session 1 on app1: ACKNOWLEDGED",
				"failed: at 0.010s read by session 1 on app1: FAILED (no connection)");
	}

	@Test
	void marksAreInTheTable() {
		long before = System.nanoTime();
		this.history.add(new Read("app1", 1, 1, 0, "", before, before));
		assertThat(this.history.mark("primary killed")).isGreaterThanOrEqualTo(before);
		assertThat(check().table().lines()).anyMatch((line) -> line.matches("\\d+\\.\\d{3}s +primary killed"));
	}

	private Report check() {
		return this.history.check(this.rows);
	}

	private void write(int session, long number, Outcome outcome, long startMillis, long endMillis) {
		String failure = (outcome == Outcome.ACKNOWLEDGED) ? "" : "no connection";
		this.history.add(new Write("app1", session, number, outcome, failure, nanos(startMillis), nanos(endMillis)));
	}

	private void read(int session, int register, long number, long startMillis, long endMillis) {
		this.history.add(new Read("app1", session, register, number, "", nanos(startMillis), nanos(endMillis)));
	}

	private void failedRead(int session, long startMillis, long endMillis) {
		this.history.add(new Read("app1", session, session, 0, "no connection", nanos(startMillis), nanos(endMillis)));
	}

	private void row(int session, long number) {
		this.rows.add(new Row(session, number));
	}

	private void rows(int session, long... numbers) {
		for (long number : numbers) {
			row(session, number);
		}
	}

	private static long nanos(long millis) {
		return Duration.ofMillis(millis).toNanos();
	}

}
