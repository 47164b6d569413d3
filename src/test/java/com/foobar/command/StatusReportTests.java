package com.foobar.command;

import com.foobar.pair.PairState;
import com.foobar.pair.SampleNode;
import com.foobar.pair.Seen;
import com.foobar.pair.Step;
import com.foobar.pair.Step.Open;
import com.foobar.pair.Step.Stuck;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link StatusReport}. */
class StatusReportTests {

	@Test
	void showsASoundPair() {
		StatusReport report = report(
				SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db1", 3).executed("db1:1-7")));
		assertThat(report.lines()).containsExactly("NODE  ROLE     EPOCH  WRITES   FOLLOWS  BEHIND  SEMI-SYNC  NOTE",
				"db1   primary  3      open     -        -       in force   -",
				"db2   replica  3      refused  db1      3       -          -", "", "The pair is in order");
		assertThat(report.isInOrder()).isTrue();
	}

	@Test
	void showsANodeThatIsDown() {
		StatusReport report = report(
				SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, false, 0, 0), SampleNode.silent("db2")));
		assertThat(report.lines()).containsExactly("NODE  ROLE     EPOCH  WRITES  FOLLOWS  BEHIND  SEMI-SYNC  NOTE",
				"db1   primary  3      open    -        -       off        -",
				"db2   down     -      -       -        -       -          Connection refused", "",
				"Nothing is to be done, but: db2 is down; semi-sync is not in force: "
						+ "what is written now is on db1 alone");
		assertThat(report.isInOrder()).isFalse();
	}

	@Test
	void showsAWrongPassword() {
		PairState pair = SampleNode
			.pair(new Seen("db1", "db1:3306", null, "Access denied for user 'controller'@'10.0.0.1'"));
		assertThat(report(pair).lines().get(1)).contains("unknown", "Access denied for user");
	}

	@Test
	void showsWhatAReplicaAloneHas() {
		StatusReport report = report(SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-11,db2:1")));
		assertThat(report.lines().get(2)).endsWith("has 1 transactions that db1 lacks");
		assertThat(report.isInOrder()).isFalse();
	}

	@Test
	void showsABrokenReplica() {
		StatusReport report = report(SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).broken("db1", "db1:11")));
		assertThat(report.lines().get(2)).contains("db1 (stopped)", "receiver ON, applier OFF; Duplicate entry '2'");
		assertThat(report.isInOrder()).isFalse();
	}

	@Test
	void showsAReplicaThatFindsItsSourceNoMore() {
		PairState pair = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3).lost("db1"));
		assertThat(report(pair).lines().get(2)).contains("db1 (connecting)", "receiver CONNECTING, applier ON");
	}

	@Test
	void showsRolesOfNodesThatAreNeitherPrimaryNorReplica() {
		StatusReport report = report(SampleNode.pair(SampleNode.node("db1").epoch(3, "db1"),
				SampleNode.node("db2").epoch(3, "db1"), SampleNode.node("db3").offline()));
		assertThat(report.lines().get(1)).startsWith("db1   closed");
		assertThat(report.lines().get(2)).startsWith("db2   alone");
		assertThat(report.lines().get(3)).startsWith("db3   fenced");
	}

	@Test
	void showsSemiSync() {
		assertThat(semiSync(true, true, 1, 2)).contains("in force, 2 waiting");
		assertThat(semiSync(true, true, 0, 2)).contains("no replica, 2 waiting");
		assertThat(semiSync(false, true, 1, 2)).contains("off, 2 waiting");
		assertThat(semiSync(true, false, 1, 0)).contains("given up");
	}

	private static String semiSync(boolean enabled, boolean active, int replicas, int waiting) {
		return report(SampleNode.pair(SampleNode.primary("db1", 3).semiSync(enabled, active, replicas, waiting)))
			.lines()
			.get(1);
	}

	@Test
	void tellsWhatIsToBeDone() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(), SampleNode.replica("db2", "db1", 3));
		assertThat(new StatusReport(pair, new Open("db1", true)).lines())
			.endsWith("To be done by the service: let db1 take writes again");
		assertThat(new StatusReport(pair, new Stuck("decide")).lines()).endsWith("To be decided: decide");
		assertThat(report(pair).lines()).endsWith("Nothing is to be done, but: there is no primary");
	}

	private static StatusReport report(PairState pair) {
		return new StatusReport(pair, Step.NONE);
	}

}
