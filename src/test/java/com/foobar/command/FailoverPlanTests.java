package com.foobar.command;

import com.foobar.command.FailoverPlan.Way;
import com.foobar.pair.OperationFailedException;
import com.foobar.pair.PairState;
import com.foobar.pair.SampleNode;
import com.foobar.pair.Seen;
import com.foobar.server.Epoch.Reason;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests for {@link FailoverPlan}. */
class FailoverPlanTests {

	private static final PairState SOUND = SampleNode.pair(SampleNode.primary("db1", 3),
			SampleNode.replica("db2", "db1", 3));

	private static final PairState LOST = SampleNode.pair(SampleNode.silent("db1"),
			SampleNode.replica("db2", "db1", 3).lost("db1"));

	@Test
	void promotesTheReplicaOfALostPrimary() {
		FailoverPlan plan = FailoverPlan.of(LOST, null, false);
		assertThat(plan.node().name()).isEqualTo("db2");
		assertThat(plan.way()).isEqualTo(Way.PROMOTE);
		assertThat(plan.reason()).isEqualTo(Reason.FAILOVER);
		assertThat(plan.fence()).isEmpty();
		assertThat(plan.warnings()).singleElement()
			.asString()
			.contains("whether it has acknowledged more than db2 has");
	}

	@Test
	void refusesWithoutAnEpoch() {
		assertRefused(SampleNode.pair(SampleNode.node("db1"), SampleNode.silent("db2")), "db1", true)
			.hasMessageContaining("there is no primary to replace (db2: Connection refused)");
	}

	@Test
	void refusesAnUnknownNode() {
		assertRefused(LOST, "db9", true).hasMessage("There is no node 'db9': the nodes are db1, db2");
	}

	@Test
	void refusesASilentNode() {
		assertRefused(LOST, "db1", true).hasMessage("db1 does not answer (Connection refused): start it first");
	}

	@Test
	void refusesThePrimary() {
		assertRefused(SOUND, "db1", true).hasMessage("db1 is the primary already");
	}

	@Test
	void refusesWhileThePrimaryAnswers() {
		assertRefused(SOUND, "db2", false).hasMessage("db1 answers and takes writes: switchover db2 moves them without "
				+ "a loss. To decide that all the same: failover db2 --force");
	}

	@Test
	void fencesThePrimaryIfForced() {
		FailoverPlan plan = FailoverPlan.of(SOUND, null, true);
		assertThat(plan.fence()).extracting(Seen::name).containsExactly("db1");
		assertThat(plan.way()).isEqualTo(Way.PROMOTE);
		assertThat(plan.reason()).isEqualTo(Reason.FORCED);
	}

	@Test
	void awaitsWhatTheFencedPrimaryHas() {
		FailoverPlan plan = FailoverPlan.of(SOUND, "db2", true);
		PairState fenced = SampleNode.pair(SampleNode.primary("db1", 3).closed().executed("db1:1-12"),
				SampleNode.replica("db2", "db1", 3));
		assertThat(plan.awaited(fenced)).isEqualTo(SampleNode.transactions("db1:1-12"));
		assertThat(plan.awaited(LOST)).isEqualTo(SampleNode.transactions("db1:1-10"));
	}

	@Test
	void fencesAllOfSeveralPrimariesIfForced() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.primary("db2", 3));
		assertRefused(pair, "db1", false).hasMessageContaining("db1, db2 all take writes");
		FailoverPlan plan = FailoverPlan.of(pair, "db1", true);
		assertThat(plan.fence()).extracting(Seen::name).containsExactly("db1", "db2");
		assertThat(plan.reason()).isEqualTo(Reason.FORCED);
	}

	@Test
	void keepsAnOlderPrimaryIfForced() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.node("db2").epoch(4, "db2").executed("db1:1-10,db2:1"));
		FailoverPlan plan = FailoverPlan.of(pair, "db1", true);
		assertThat(plan.way()).isEqualTo(Way.PROMOTE);
		assertThat(plan.fence()).extracting(Seen::name).containsExactly("db1");
	}

	@Test
	void finishesAPromotionThatWasCutOff() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(),
				SampleNode.node("db2").epoch(4, "db2").executed("db1:1-10,db2:1"));
		FailoverPlan plan = FailoverPlan.of(pair, "db2", false);
		assertThat(plan.way()).isEqualTo(Way.OPEN);
		assertThat(plan.warnings()).isEmpty();
		assertThat(FailoverPlan.of(pair, null, false).node().name()).isEqualTo("db2");
	}

	@Test
	void finishesAPromotionThatWasCutOffWhileTheOldPrimaryIsStillSilent() {
		SampleNode cutOff = SampleNode.replica("db2", "db1", 3).lost("db1").epoch(4, "db2").executed("db1:1-10,db2:1");
		FailoverPlan plan = FailoverPlan.of(SampleNode.pair(SampleNode.silent("db1"), cutOff), "db2", false);
		assertThat(plan.way()).isEqualTo(Way.OPEN);
		assertThat(plan.warnings()).singleElement().asString().startsWith("db1 is silent");
		PairState alive = SampleNode.pair(SampleNode.silent("db1"), cutOff.follows("db1"));
		assertRefused(alive, "db2", false).hasMessageStartingWith("db2 still hears db1");
	}

	@Test
	void neverOpensANodeThatWouldNumberTransactionsAgain() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-12"));
		assertRefused(pair, "db1", true)
			.hasMessageStartingWith("db1 no longer has 2 transactions that it once wrote and db2 has")
			.hasMessageEndingWith("failover db2 keeps them");
		assertThat(FailoverPlan.of(pair, "db2", false).way()).isEqualTo(Way.PROMOTE);
	}

	@Test
	void opensThePrimaryThatASilentNodeMayHaveReplacedOnlyIfForced() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(), SampleNode.silent("db2"));
		assertRefused(pair, "db1", false).hasMessage("db2 does not answer, and may have more or have been promoted "
				+ "since. To decide that all the same: failover db1 --force");
		FailoverPlan plan = FailoverPlan.of(pair, "db1", true);
		assertThat(plan.way()).isEqualTo(Way.PROMOTE);
		assertThat(plan.reason()).isEqualTo(Reason.FORCED);
		assertThat(plan.warnings()).singleElement().asString().startsWith("db2 does not answer");
	}

	@Test
	void opensThePrimaryThatLacksSomethingOnlyIfForced() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-10,db3:1-2"));
		assertRefused(pair, "db1", false)
			.hasMessageContaining("db1 lacks 2 transactions that db2 has: failover db2 keeps those");
		assertThat(FailoverPlan.of(pair, "db1", true).reason()).isEqualTo(Reason.FORCED);
		assertThat(FailoverPlan.of(pair, "db2", false).way()).isEqualTo(Way.PROMOTE);
	}

	@Test
	void refusesWhileAnotherReplicaIsSilent() {
		PairState pair = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3).lost("db1"),
				SampleNode.silent("db3"));
		assertRefused(pair, "db2", false).hasMessageStartingWith("db3 does not answer, and may have more");
		assertThat(FailoverPlan.of(pair, "db2", true).reason()).isEqualTo(Reason.FORCED);
	}

	@Test
	void refusesAReplicaThatLacksWhatAnotherHas() {
		PairState pair = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3).lost("db1"),
				SampleNode.replica("db3", "db1", 3).lost("db1").executed("db1:1-11"));
		assertRefused(pair, "db2", false)
			.hasMessageStartingWith("db2 lacks 1 transactions that db3 has: failover db3 keeps those");
		assertThat(FailoverPlan.of(pair, "db3", false).node().name()).isEqualTo("db3");
	}

	@Test
	void refusesANodeThatDoesNotFollowTheLostPrimary() {
		PairState pair = SampleNode.pair(SampleNode.silent("db1"), SampleNode.node("db2").epoch(3, "db1"));
		assertRefused(pair, "db2", false)
			.hasMessageStartingWith("db2 does not follow db1, the lost primary, but nobody");
		assertThat(FailoverPlan.of(pair, "db2", true).way()).isEqualTo(Way.PROMOTE);
	}

	@Test
	void refusesAfterAPrimaryThatIsNotConfigured() {
		PairState pair = SampleNode.pair(SampleNode.replica("db1", "db9", 3), SampleNode.replica("db2", "db9", 3));
		assertRefused(pair, "db1", false).hasMessageStartingWith("db9, the primary of epoch 3, is not configured");
		assertRefused(pair, null, true).hasMessage("Name the node, one of db1, db2: failover NODE");
	}

	@Test
	void givesUpWhatABrokenReplicaCannotApplyOnlyIfForced() {
		PairState pair = SampleNode.pair(SampleNode.silent("db1"),
				SampleNode.replica("db2", "db1", 3).broken("db1", "db1:11-12"));
		assertRefused(pair, "db2", false)
			.hasMessageStartingWith("db2 still hears db1, which is only out of sight from here; "
					+ "db2 cannot apply 2 transactions that it has received (Duplicate entry '2')");
		assertThat(FailoverPlan.of(pair, "db2", true).way()).isEqualTo(Way.AS_IT_IS);
	}

	@Test
	void decidesBetweenTwoThatWerePromotedAtOnceOnlyIfForced() {
		PairState pair = SampleNode.pair(SampleNode.node("db1").epoch(4, "db1"),
				SampleNode.node("db2").epoch(4, "db2"));
		assertRefused(pair, "db2", false).hasMessageStartingWith("db1 and db2 were both promoted, as epoch 4");
		FailoverPlan plan = FailoverPlan.of(pair, "db2", true);
		assertThat(plan.reason()).isEqualTo(Reason.FORCED);
		assertThat(plan.way()).isEqualTo(Way.PROMOTE);
	}

	private static AbstractThrowableAssert<?, ?> assertRefused(PairState pair, @Nullable String node, boolean force) {
		return assertThatThrownBy(() -> FailoverPlan.of(pair, node, force))
			.isInstanceOf(OperationFailedException.class);
	}

}
