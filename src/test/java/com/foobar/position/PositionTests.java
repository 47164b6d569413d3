package com.foobar.position;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PositionTests {

	private static final Position MYSQL = GtidSet.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5");

	private static final Position MARIADB = MariaDbPosition.parse("0-1-5");

	@Test
	void flavourIsToldByTheText() {
		assertThat(Position.parse(MYSQL.toString())).isEqualTo(MYSQL);
		assertThat(Position.parse(MARIADB.toString())).isEqualTo(MARIADB);
		assertThat(Position.parse("").isEmpty()).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> Position.parse("nonsense"));
		assertThatIllegalArgumentException().isThrownBy(() -> Position.parse("non-sense"));
		assertThatIllegalArgumentException().isThrownBy(() -> Position.parse("0-1-5,non:sense"));
	}

	@Test
	void noFlavourContainsTheOther() {
		assertThat(MYSQL.contains(MARIADB)).isFalse();
		assertThat(MARIADB.contains(MYSQL)).isFalse();
		assertThat(MYSQL).isNotEqualTo(MARIADB);
		assertThat(GtidSet.EMPTY).isNotEqualTo(MariaDbPosition.EMPTY);
	}

	@Test
	void flavoursAreNotCombined() {
		String rule = " are of different servers and cannot be combined";
		assertThatIllegalArgumentException().isThrownBy(() -> MYSQL.plus(MARIADB))
			.withMessage("Positions '%s' and '%s'" + rule, MYSQL, MARIADB);
		assertThatIllegalArgumentException().isThrownBy(() -> MARIADB.plus(MYSQL)).withMessageEndingWith(rule);
		assertThatIllegalArgumentException().isThrownBy(() -> MYSQL.through(MARIADB)).withMessageEndingWith(rule);
		assertThatIllegalArgumentException().isThrownBy(() -> MARIADB.through(MYSQL)).withMessageEndingWith(rule);
		assertThatIllegalArgumentException().isThrownBy(() -> MYSQL.minus(MARIADB)).withMessageEndingWith(rule);
		assertThatIllegalArgumentException().isThrownBy(() -> MARIADB.minus(MYSQL)).withMessageEndingWith(rule);
		assertThatIllegalArgumentException().isThrownBy(() -> MYSQL.leadOver(MARIADB)).withMessageEndingWith(rule);
		assertThatIllegalArgumentException().isThrownBy(() -> MARIADB.leadOver(MYSQL)).withMessageEndingWith(rule);
	}

	@ParameterizedTest
	@MethodSource("emptyAndFull")
	void emptyPositionIsNeutralWithEitherFlavour(Position empty, Position full) {
		assertThat(full.contains(empty)).isTrue();
		assertThat(empty.contains(full)).isFalse();
		assertThat(empty.contains(empty)).isTrue();
		assertThat(full.plus(empty)).isSameAs(full);
		assertThat(empty.plus(full)).isSameAs(full);
		assertThat(full.through(empty)).isSameAs(full);
		assertThat(empty.through(full)).isEqualTo(full);
		assertThat(full.minus(empty)).isSameAs(full);
		assertThat(empty.minus(full).isEmpty()).isTrue();
		assertThat(full.leadOver(empty)).isEqualTo(5);
		assertThat(empty.leadOver(full)).isZero();
	}

	@Test
	void emptyPositionOfEitherFlavourReachesThroughACommit() {
		Position commit = Position.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:5");
		assertThat(GtidSet.EMPTY.through(commit)).isEqualTo(MYSQL);
		assertThat(MariaDbPosition.EMPTY.through(commit)).isEqualTo(MYSQL);
		assertThat(GtidSet.EMPTY.through(MARIADB)).isEqualTo(MARIADB);
	}

	static Stream<Position[]> emptyAndFull() {
		return Stream.of(GtidSet.EMPTY, MariaDbPosition.EMPTY)
			.flatMap((empty) -> Stream.of(MYSQL, MARIADB).map((full) -> new Position[] { empty, full }));
	}

}
