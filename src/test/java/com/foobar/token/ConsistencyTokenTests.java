package com.foobar.token;

import java.time.Instant;

import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConsistencyTokenTests {

	private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	private static final Instant SOON = TestCodecs.NOW.plusSeconds(1);

	private static final Instant LATER = TestCodecs.NOW.plusSeconds(2);

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
		assertThat(this.five.plus(soon)).isEqualTo(new ConsistencyToken(this.five.position(), SOON, null, false));
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
	void sumIsTiedToTheOneNodeOfBoth() {
		ConsistencyToken db2 = ConsistencyToken.NONE.readFrom("db2");
		assertThat(this.five.plus(db2)).isEqualTo(new ConsistencyToken(this.five.position(), null, "db2", false));
		assertThat(db2.plus(this.five)).isEqualTo(this.five.plus(db2));
		assertThat(db2.plus(ConsistencyToken.NONE.readFrom("db2"))).isSameAs(db2);
		assertThat(db2.plus(ConsistencyToken.NONE)).isSameAs(db2);
	}

	@Test
	void sumOfDifferentNodesIsTiedToNone() {
		ConsistencyToken several = ConsistencyToken.NONE.readFrom("db2").plus(ConsistencyToken.NONE.readFrom("db3"));
		assertThat(several.node()).isEqualTo(ConsistencyToken.SEVERAL);
		assertThat(several.plus(ConsistencyToken.NONE.readFrom("db2"))).isSameAs(several);
		assertThat(ConsistencyToken.NONE.readFrom("db2").plus(several)).isEqualTo(several);
	}

	@Test
	void severalNodesAreNewsUntilOneTokenTellsOfThem() {
		ConsistencyToken db2 = ConsistencyToken.NONE.readFrom("db2");
		ConsistencyToken sum = db2.plus(ConsistencyToken.NONE.readFrom("db3"));
		assertThat(sum.ageing()).isTrue();
		ConsistencyToken told = sum.readFrom("db1");
		assertThat(told.node()).isEqualTo(ConsistencyToken.SEVERAL);
		assertThat(told.ageing()).isFalse();
		assertThat(db2.plus(told)).isEqualTo(told);
		assertThat(told.plus(db2)).isSameAs(told);
	}

	@Test
	void nodeAgesAsInTheYoungerOfBoth() {
		ConsistencyToken ageing = new ConsistencyToken(this.five.position(), null, "db2", true);
		ConsistencyToken fresh = ConsistencyToken.NONE.readFrom("db2");
		assertThat(ageing.plus(ConsistencyToken.NONE)).isSameAs(ageing);
		assertThat(ageing.plus(this.seven).ageing()).isTrue();
		assertThat(this.seven.plus(ageing).ageing()).isTrue();
		assertThat(ageing.plus(ageing)).isSameAs(ageing);
		assertThat(ageing.plus(fresh)).isEqualTo(this.five.plus(fresh));
		assertThat(fresh.plus(ageing)).isEqualTo(this.five.plus(fresh));
	}

	@Test
	void tokenIsUntied() {
		assertThat(this.five.plus(ConsistencyToken.NONE.readFrom("db2")).untied()).isEqualTo(this.five);
		assertThat(new ConsistencyToken(this.five.position(), SOON, "db2", true).untied())
			.isEqualTo(new ConsistencyToken(this.five.position(), SOON, null, false));
		assertThat(this.five.untied()).isSameAs(this.five);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-", ".db", "db_2", "db 2", "**", "dü", "\uff12" })
	void nodeThatCannotBeOneIsRefused(String node) {
		assertThatIllegalArgumentException().isThrownBy(() -> ConsistencyToken.NONE.readFrom(node))
			.withMessage("Node '%s' must be 1 to 63 letters, digits, dots and dashes", node);
	}

	@Test
	void nodeHasUpTo63Characters() {
		assertThat(ConsistencyToken.NONE.readFrom("n".repeat(63)).node()).hasSize(63);
		assertThatIllegalArgumentException().isThrownBy(() -> ConsistencyToken.NONE.readFrom("n".repeat(64)));
	}

	@Test
	void onlyTheEmptyTokenAsksForNothing() {
		assertThat(ConsistencyToken.NONE.isEmpty()).isTrue();
		assertThat(this.five.isEmpty()).isFalse();
		assertThat(ConsistencyToken.pinned(SOON).isEmpty()).isFalse();
		assertThat(ConsistencyToken.NONE.readFrom("db2").isEmpty()).isFalse();
	}

}
