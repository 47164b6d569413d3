package com.foobar.consistency;

import java.time.Instant;

import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConsistencyTokenTests {

	private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	private static final Instant SOON = TestSettings.NOW.plusSeconds(1);

	private static final Instant LATER = TestSettings.NOW.plusSeconds(2);

	private final ConsistencyToken five = ConsistencyToken.of(Position.parse(UUID + ":1-5"));

	private final ConsistencyToken seven = ConsistencyToken.of(Position.parse(UUID + ":7"));

	@Test
	void sumAsksForBothPositions() {
		assertThat(this.five.plus(this.seven).position()).hasToString(UUID + ":1-5:7");
	}

	@Test
	void sumIsPinnedForTheLongerTime() {
		ConsistencyToken soon = ConsistencyToken.pinned(SOON);
		ConsistencyToken later = ConsistencyToken.pinned(LATER);
		assertThat(soon.plus(later).pinnedUntil()).isEqualTo(LATER);
		assertThat(later.plus(soon)).isSameAs(later);
		assertThat(this.five.plus(soon)).isEqualTo(new ConsistencyToken(this.five.position(), SOON));
	}

	@Test
	void sumIsTheSameTokenWhereNothingIsNew() {
		assertThat(this.five.plus(this.five)).isSameAs(this.five);
		assertThat(this.five.plus(ConsistencyToken.NONE)).isSameAs(this.five);
		assertThat(this.five.plus(ConsistencyToken.of(MariaDbPosition.EMPTY))).isSameAs(this.five);
	}

	@Test
	void positionOfAnotherFlavourIsReplaced() {
		ConsistencyToken mariaDb = ConsistencyToken.of(Position.parse("0-1-5"));
		assertThat(this.five.plus(mariaDb)).isEqualTo(mariaDb);
		assertThat(mariaDb.plus(this.five)).isEqualTo(this.five);
		assertThat(ConsistencyToken.NONE.plus(mariaDb)).isEqualTo(mariaDb);
	}

	@Test
	void onlyTheEmptyTokenAsksForNothing() {
		assertThat(ConsistencyToken.NONE.isEmpty()).isTrue();
		assertThat(this.five.isEmpty()).isFalse();
		assertThat(ConsistencyToken.pinned(SOON).isEmpty()).isFalse();
	}

}
