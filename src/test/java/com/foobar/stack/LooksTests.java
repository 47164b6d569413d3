package com.foobar.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.foobar.stack.Look.Answer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Looks}, made by hand. The times are milliseconds. */
class LooksTests {

	private final List<Look> looks = new ArrayList<>();

	@Test
	void primaryThatClosesBeforeTheNextOpensIsNoOverlap() {
		look("db1", Answer.WRITABLE, 0, 1);
		look("db2", Answer.READ_ONLY, 2, 3);
		look("db1", Answer.WRITABLE, 50, 51);
		look("db2", Answer.WRITABLE, 60, 61);
		look("db1", Answer.READ_ONLY, 100, 101);
		look("db2", Answer.WRITABLE, 110, 111);
		assertThat(overlaps()).isEmpty();
	}

	@Test
	void nodeThatTakesWritesBetweenTwoLooksAtAnotherThatDoesIsAnOverlap() {
		look("db1", Answer.WRITABLE, 0, 1);
		look("db2", Answer.WRITABLE, 20, 21);
		look("db1", Answer.WRITABLE, 50, 51);
		look("db2", Answer.WRITABLE, 70, 71);
		look("db1", Answer.READ_ONLY, 100, 101);
		assertThat(overlaps()).extracting(Look::node).containsExactly("db2", "db1");
		assertThat(new Looks(this.looks).longestOverlap()).isEqualTo(Duration.ofMillis(31));
	}

	@Test
	void nodeThatWasSilentInBetweenMayHaveBeenClosed() {
		look("db1", Answer.WRITABLE, 0, 1);
		look("db1", Answer.SILENT, 10, 40);
		look("db2", Answer.WRITABLE, 20, 21);
		look("db1", Answer.WRITABLE, 50, 51);
		assertThat(overlaps()).isEmpty();
	}

	@Test
	void lookThatTookLongSaysWhatWasSometimeMeanwhile() {
		look("db1", Answer.WRITABLE, 0, 5000);
		look("db2", Answer.WRITABLE, 3000, 3001);
		look("db1", Answer.READ_ONLY, 5050, 5051);
		look("db2", Answer.WRITABLE, 5060, 5061);
		assertThat(overlaps()).isEmpty();
	}

	@Test
	void frozenNodeThatGoesOnAsPrimaryIsAnOverlap() {
		look("db1", Answer.WRITABLE, 0, 5000);
		look("db2", Answer.WRITABLE, 5010, 5011);
		look("db1", Answer.WRITABLE, 5050, 5051);
		assertThat(overlaps()).hasSize(1);
	}

	@Test
	void nodeIsNoPrimaryWhileItIsFrozen() {
		look("db1", Answer.WRITABLE, 0, 1);
		look("db1", Answer.WRITABLE, 50, 5000);
		look("db2", Answer.WRITABLE, 3000, 3001);
		look("db1", Answer.WRITABLE, 5050, 5051);
		assertThat(overlaps()).isEmpty();
	}

	@Test
	void longestGapIsBetweenAnswers() {
		look("db1", Answer.WRITABLE, 0, 1);
		look("db1", Answer.SILENT, 50, 51);
		look("db1", Answer.READ_ONLY, 300, 301);
		assertThat(new Looks(this.looks).answers("db1")).isEqualTo(2);
		assertThat(new Looks(this.looks).longestGap("db1")).isEqualTo(Duration.ofMillis(300));
	}

	private List<Look> overlaps() {
		return new Looks(this.looks).overlaps();
	}

	private void look(String node, Answer answer, long startMillis, long endMillis) {
		this.looks.add(new Look(node, answer, Duration.ofMillis(startMillis).toNanos(),
				Duration.ofMillis(endMillis).toNanos()));
	}

}
