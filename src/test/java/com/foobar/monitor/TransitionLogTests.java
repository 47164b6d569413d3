package com.foobar.monitor;

import java.util.List;

import com.foobar.topology.CurrentTopology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link TransitionLog}. */
@ExtendWith(OutputCaptureExtension.class)
class TransitionLogTests {

	private final Findings findings = new Findings(
			new CurrentTopology(List.of("db1", "db2"), List.of(new TransitionLog())));

	@Test
	void normalStartIsOneLineForEachTransition(CapturedOutput output) {
		up();
		assertThat(lines(output)).containsExactly(
				"INFO db2: not seen yet -> REPLICA CHECKING (not compared with a primary yet)",
				"INFO db1: not seen yet -> PRIMARY UP", "INFO db2: REPLICA CHECKING -> REPLICA UP");
	}

	@Test
	void steadyStateIsSilent(CapturedOutput output) {
		up();
		int before = lines(output).size();
		this.findings.seen("db2", Polls.replica(10, "b", "1-12"));
		this.findings.seen("db1", Polls.primary(20, "a", "1-12"));
		assertThat(lines(output)).hasSize(before);
	}

	@Test
	void deadReplicaIsAWarningOnceAndItsReturnIsNone(CapturedOutput output) {
		up();
		this.findings.lost("db2", "connection lost");
		this.findings.lost("db2", "refused");
		this.findings.seen("db2", Polls.replica(10, "b", "1-9"));
		this.findings.seen("db1", Polls.primary(20, "a", "1-9"));
		assertThat(lines(output)).endsWith("WARN db2: REPLICA UP -> DOWN (connection lost)",
				"INFO db2: DOWN -> REPLICA CHECKING (not compared with a primary yet)",
				"INFO db2: REPLICA CHECKING -> REPLICA UP");
	}

	@Test
	void lackOfAPrimaryIsAWarning(CapturedOutput output) {
		up();
		this.findings.lost("db1", "refused");
		this.findings.seen("db1", Polls.primary(20, "a", "1-9"));
		assertThat(lines(output)).endsWith("WARN db1: PRIMARY UP -> DOWN (refused); no node takes writes",
				"INFO db1: DOWN -> PRIMARY UP");
	}

	@Test
	void lackOfAPrimaryIsToldOnce(CapturedOutput output) {
		up();
		this.findings.lost("db1", "refused");
		this.findings.lost("db2", "refused");
		this.findings.seen("db2", Polls.replica(20, "b", "1-9"));
		assertThat(lines(output)).endsWith("WARN db1: PRIMARY UP -> DOWN (refused); no node takes writes",
				"WARN db2: REPLICA UP -> DOWN (refused)",
				"INFO db2: DOWN -> REPLICA CHECKING (not compared with a primary yet)");
	}

	@Test
	void lackOfAPrimaryIsToldAtTheStartOnceAllNodesAreSeen(CapturedOutput output) {
		this.findings.seen("db2", Polls.replica(10, "b", "1-9"));
		this.findings.lost("db1", "refused");
		assertThat(lines(output)).containsExactly(
				"INFO db2: not seen yet -> REPLICA CHECKING (not compared with a primary yet)",
				"WARN db1: not seen yet -> DOWN (refused); no node takes writes");
	}

	@Test
	void twoWritableNodesAreAnErrorThatNamesBoth(CapturedOutput output) {
		up();
		this.findings.seen("db2", Polls.primary(10, "b", "1-9"));
		this.findings.seen("db1", Polls.primary(15, "a", "1-9"));
		this.findings.seen("db2", Polls.replica(20, "b", "1-9"));
		assertThat(lines(output)).endsWith(
				"ERROR db2: REPLICA UP -> PRIMARY UP; db1 and db2 take writes: none are sent until all but one are read-only",
				"INFO db2: PRIMARY UP -> REPLICA CHECKING (not compared with db1 yet)");
	}

	@Test
	void divergedReplicaIsAnErrorThatSaysWhatFollows(CapturedOutput output) {
		up();
		this.findings.seen("db2", Polls.replica(10, "b", "1-9:77"));
		this.findings.seen("db1", Polls.primary(20, "a", "1-9"));
		this.findings.seen("db1", Polls.primary(30, "a", "1-9"));
		assertThat(lines(output))
			.endsWith("ERROR db2: REPLICA UP -> REPLICA DIVERGED (it has what db1 lacks: %s:77); ".formatted(Polls.UUID)
					+ "it serves no reads until it is rejoined");
	}

	@Test
	void anotherServerUnderTheSameNameIsNamed(CapturedOutput output) {
		up();
		this.findings.seen("db1", Polls.primary(10, "c", "1-9"));
		assertThat(lines(output)).contains("INFO db1: PRIMARY UP -> PRIMARY UP; it is another server: c, was a");
	}

	private void up() {
		this.findings.seen("db2", Polls.replica(0, "b", "1-9"));
		this.findings.seen("db1", Polls.primary(1, "a", "1-9"));
	}

	/** Level and message of each line, without what stands around them. */
	private static List<String> lines(CapturedOutput output) {
		return output.getOut()
			.lines()
			.filter((line) -> line.contains("TransitionLog"))
			.map((line) -> line.replaceFirst("^\\S+\\s+(\\S+) .*?TransitionLog\\s+: ", "$1 "))
			.toList();
	}

}
