package com.foobar.read;

import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what is made of the positions that a primary prints. */
class VisibleBoundTests {

	private static final String ONE = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	private static final String TWO = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

	@Test
	void nothingUnderWayLeavesWhatIsExecuted() {
		assertThat(bound("", ONE + ":1-5")).isEqualTo(GtidSet.parse(ONE + ":1-5"));
	}

	@Test
	void severalSourcesAreExecutedLineByLine() {
		assertThat(bound("", ONE + ":1-5,\n" + TWO + ":1-3:7"))
			.isEqualTo(GtidSet.parse(ONE + ":1-5," + TWO + ":1-3:7"));
	}

	@Test
	void commitUnderWayIsTakenAsWell() {
		assertThat(bound(ONE + ":6#17", ONE + ":1-5")).isEqualTo(GtidSet.parse(ONE + ":1-6"));
		assertThat(bound(TWO + ":6#17", ONE + ":1-5")).isEqualTo(GtidSet.parse(ONE + ":1-5," + TWO + ":6"));
	}

	@Test
	void commitsUnderWayLeaveNoneOut() {
		assertThat(bound(ONE + ":6#17:8#19:9#20", ONE + ":1-5")).isEqualTo(GtidSet.parse(ONE + ":1-6:8-9"));
	}

	@Test
	void commitUnderWayMayHaveATag() {
		assertThat(bound(ONE + ":audit_1:6#17", ONE + ":1-5:audit_1:1-5"))
			.isEqualTo(GtidSet.parse(ONE + ":1-5:audit_1:1-6"));
	}

	@Test
	void commitsOfSeveralSourcesMakeNoPosition() {
		assertThat(bound(ONE + ":6#17" + TWO + ":1#18", ONE + ":1-5")).isNull();
		assertThat(bound(ONE + ":6#17, " + TWO + ":1#18", ONE + ":1-5")).isNull();
		assertThat(bound(ONE + ":6#17:audit:1#18", ONE + ":1-5")).isNull();
	}

	@Test
	void emptyHistoryMakesNoPosition() {
		assertThat(bound("", "")).isNull();
	}

	@Test
	void mariaDbPrintsAPosition() {
		assertThat(bound("", "0-1-5,1-2-3")).isEqualTo(MariaDbPosition.parse("0-1-5,1-2-3"));
	}

	private static @Nullable Position bound(String owned, String executed) {
		return VisibleBound.bound(owned, executed);
	}

}
