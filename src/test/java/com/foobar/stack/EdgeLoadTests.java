package com.foobar.stack;

import java.util.List;

import com.foobar.stack.EdgeLoad.Outcome;
import com.foobar.stack.EdgeLoad.Visit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Outcome}, with visits made by hand. The times are milliseconds. */
class EdgeLoadTests {

	@Test
	void pauseIsBetweenTwoAnswers() {
		assertThat(pause(visit(1000, "200"), visit(1100, "200"), visit(2000, "503"), visit(2600, "200"),
				visit(2700, "200")))
			.isEqualTo(1.5);
	}

	@Test
	void pauseReachesToTheEndWhereNothingIsAnsweredAfterIt() {
		assertThat(pause(visit(1000, "200"), visit(1100, "200"), visit(2000, "503"), visit(5100, "503"))).isEqualTo(4);
	}

	private static double pause(Visit... visits) {
		return new Outcome(List.of(visits), List.of(), 0).pause();
	}

	private static Visit visit(long end, String result) {
		return new Visit(end, end - 10, end, "GET", result);
	}

}
