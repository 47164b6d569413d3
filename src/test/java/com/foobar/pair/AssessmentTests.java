package com.foobar.pair;

import java.time.Duration;

import com.foobar.pair.Policy.Durability;
import com.foobar.pair.Step.Admit;
import com.foobar.pair.Step.Attach;
import com.foobar.pair.Step.Bootstrap;
import com.foobar.pair.Step.Copy;
import com.foobar.pair.Step.Fence;
import com.foobar.pair.Step.GoOnAlone;
import com.foobar.pair.Step.Open;
import com.foobar.pair.Step.Promote;
import com.foobar.pair.Step.Stuck;
import com.foobar.pair.Step.WaitForReplica;
import com.foobar.server.Channel.Receiver;
import com.foobar.server.Epoch.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Assessment}. */
class AssessmentTests {

	private static final Policy POLICY = new Policy(Durability.AVAILABLE, true, true, Duration.ofSeconds(1),
			Duration.ofHours(1), Duration.ofSeconds(3), Duration.ofSeconds(1));

	private static final Policy STRICT = new Policy(Durability.STRICT, true, true, Duration.ofSeconds(1),
			Duration.ofHours(1), Duration.ofSeconds(3), Duration.ofSeconds(1));

	private static final Policy BY_HAND = new Policy(Durability.AVAILABLE, false, false, Duration.ofSeconds(1),
			Duration.ofHours(1), Duration.ofSeconds(3), Duration.ofSeconds(1));

	/** When the primary was seen last. */
	private static final long THEN = 0;

	private static final long NOW = Duration.ofSeconds(10).toNanos();

	private static final PairState SOUND = SampleNode.pair(SampleNode.primary("db1", 3),
			SampleNode.replica("db2", "db1", 3));

	@Test
	void leavesASoundPairAlone() {
		assertThat(next(SOUND)).isEqualTo(Step.NONE);
	}

	@Test
	void bootstrapsTheFirstNodeOfABlankPair() {
		assertThat(next(SampleNode.pair(SampleNode.node("db1"), SampleNode.node("db2"))))
			.isEqualTo(new Bootstrap("db1"));
	}

	@Test
	void waitsForAllNodesBeforeItBootstraps() {
		assertStuck(next(SampleNode.pair(SampleNode.node("db1"), SampleNode.silent("db2"))),
				"Waiting for db2 (Connection refused)");
	}

	@Test
	void doesNotBootstrapWhatIsNotBlank() {
		assertStuck(next(SampleNode.pair(SampleNode.node("db1"), SampleNode.node("db2").executed("db2:1-40"))),
				"not all are empty");
	}

	@Test
	void finishesABootstrapThatWasCutOff() {
		assertThat(next(SampleNode.pair(SampleNode.node("db1").executed("db1:1-5"), SampleNode.node("db2"))))
			.isEqualTo(new Bootstrap("db1"));
	}

	@Test
	void fencesAnOldPrimaryWhoseSuccessorIsSilent() {
		PairState promoted = SampleNode.pair(SampleNode.silent("db1"), SampleNode.primary("db2", 4));
		PairState thawed = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(true, true, 0, 1),
				SampleNode.silent("db2"));
		Memory memory = Memory.BLANK.after(promoted, THEN).after(thawed, THEN + 1);
		assertThat(Assessment.next(thawed, memory, POLICY, NOW))
			.isEqualTo(new Fence("db1", "db2 has been promoted since"));
	}

	@Test
	void doesNotOpenAnOldPrimaryInPlaceOfOneThatHasLostItsData() {
		PairState promoted = SampleNode.pair(SampleNode.silent("db1"), SampleNode.primary("db2", 4));
		PairState lost = SampleNode.pair(SampleNode.primary("db1", 3).closed(), SampleNode.node("db2"));
		assertStuck(Assessment.next(lost, Memory.BLANK.after(promoted, THEN), POLICY, NOW),
				"db2 was the primary of epoch 4, of which no node knows any more");
		assertStuck(next(lost), "db2 has lost its data and could have been promoted before");
	}

	@Test
	void fencesTheOlderOfTwoPrimaries() {
		assertThat(next(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.primary("db2", 4))))
			.isEqualTo(new Fence("db1", "db2 has been promoted since"));
	}

	@Test
	void doesNotChooseAmongPrimariesOfWhichNoneIsTheNewest() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.primary("db2", 2),
				SampleNode.replica("db3", "db9", 4).epoch(4, "db9"));
		assertStuck(next(pair), "db1, db2 take writes, and db9 has been promoted last", "failover NODE --force");
	}

	@Test
	void doesNotChooseAmongPrimariesWithoutAnEpoch() {
		assertStuck(next(SampleNode.pair(SampleNode.node("db1").open(), SampleNode.node("db2").open())),
				"db1, db2 take writes, and no node knows of an epoch");
	}

	@Test
	void doesNotChooseAmongTwoOfTheSameEpoch() {
		assertStuck(next(SampleNode.pair(SampleNode.primary("db1", 4), SampleNode.node("db2").epoch(4, "db2"))),
				"db1 and db2 were both promoted, as epoch 4", "failover NODE --force");
	}

	@Test
	void leavesAPrimaryAloneThatNoControllerHasMade() {
		assertStuck(next(SampleNode.pair(SampleNode.node("db1").open(), SampleNode.node("db2"))),
				"not a pair that a controller has made");
	}

	@Test
	void fencesAPrimaryAfterWhichAnotherWasPromoted() {
		assertThat(next(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.node("db2").epoch(4, "db2"))))
			.isEqualTo(new Fence("db1", "db2 has been promoted since"));
	}

	@Test
	void finishesAFenceThatWasCutOff() {
		assertThat(next(SampleNode.pair(SampleNode.primary("db1", 3).offline(), SampleNode.replica("db2", "db1", 3))))
			.isEqualTo(new Fence("db1", "a fence was cut off"));
	}

	@Test
	void goesOnAloneWhenCommitsHaveWaited() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(true, true, 0, 2),
				SampleNode.silent("db2"));
		PairState sound = SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db1", 3));
		assertStuck(Assessment.next(pair, Memory.BLANK.after(pair, THEN), POLICY, NOW),
				"db2 could have been promoted since");
		Memory memory = Memory.BLANK.after(sound, THEN - 1).after(pair, THEN);
		assertThat(Assessment.next(pair, memory, POLICY, NOW)).isEqualTo(new GoOnAlone("db1"));
		assertThat(Assessment.next(pair, memory, POLICY, THEN + 1)).isEqualTo(Step.NONE);
		assertThat(Assessment.next(pair, memory, STRICT, NOW)).isEqualTo(Step.NONE);
	}

	@Test
	void waitsForReplicasAsSoonAsOneFollows() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, true, 1, 0),
				SampleNode.replica("db2", "db1", 3));
		assertThat(next(pair)).isEqualTo(new WaitForReplica("db1"));
	}

	@Test
	void doesNotWaitForAReplicaThatIsNotConnectedWhateverItSays() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, false, 0, 0),
				SampleNode.replica("db2", "db1", 3));
		assertThat(next(pair)).isEqualTo(Step.NONE);
	}

	@Test
	void cutsAReplicaOffAgainThatHasReturnedAndFrozenAgain() {
		PairState frozen = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(true, true, 1, 2),
				SampleNode.silent("db2"));
		PairState alone = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, false, 0, 0),
				SampleNode.silent("db2"));
		PairState again = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, true, 1, 2),
				SampleNode.silent("db2"));
		Memory memory = Memory.BLANK.after(SOUND, 0).after(frozen, 1);
		assertThat(Assessment.next(frozen, memory, POLICY, NOW)).isEqualTo(new GoOnAlone("db1"));
		memory = memory.before(new GoOnAlone("db1")).after(frozen, NOW).after(alone, NOW + 1).after(again, 2 * NOW);
		assertThat(Assessment.next(again, memory, POLICY, 2 * NOW)).isEqualTo(Step.NONE);
		assertThat(Assessment.next(again, memory, POLICY, 3 * NOW)).isEqualTo(new GoOnAlone("db1"));
	}

	@Test
	void leavesAReplicaTimeToBeCutOff() {
		PairState frozen = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, true, 1, 2),
				SampleNode.silent("db2"));
		Memory memory = Memory.BLANK.after(SOUND, 0).after(frozen, 1).before(new GoOnAlone("db1")).after(frozen, NOW);
		assertThat(Assessment.next(frozen, memory, POLICY, NOW + 1)).isEqualTo(Step.NONE);
	}

	@Test
	void goesOnAloneWhileNoReplicaFollows() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, false, 0, 0),
				SampleNode.silent("db2"));
		assertThat(next(pair)).isEqualTo(Step.NONE);
		assertThat(Assessment.next(pair, Memory.BLANK, STRICT, NOW)).isEqualTo(new WaitForReplica("db1"));
	}

	@Test
	void admitsUsersToAReplica() {
		assertThat(next(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db1", 3).offline())))
			.isEqualTo(new Admit("db2"));
	}

	@Test
	void attachesANodeThatFollowsNobody() {
		assertThat(next(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.node("db2"))))
			.isEqualTo(new Attach("db2", "db1"));
	}

	@Test
	void attachesANodeThatFollowsAnother() {
		assertThat(next(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db3", 2))))
			.isEqualTo(new Attach("db2", "db1"));
	}

	@Test
	void attachesAReplicaThatHasStopped() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).channel("db1", Receiver.OFF, true, 0, "", "", null));
		assertThat(next(pair)).isEqualTo(new Attach("db2", "db1"));
	}

	@Test
	void attachesAReplicaThatAdministratorsCanWriteTo() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).writableByAdministrators());
		assertThat(next(pair)).isEqualTo(new Attach("db2", "db1"));
	}

	@Test
	void copiesAReplicaThatWasAwayTooLong() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).purged("db1:1-9"), cut().executed("db1:1-8"));
		assertThat(next(pair))
			.isEqualTo(new Copy("db2", "db1", "it was away for longer than db1 keeps its history", ""));
		assertStuck(Assessment.next(pair, Memory.BLANK, BY_HAND, NOW), "rejoin db2");
	}

	@Test
	void savesWhatAReplicaAloneHasThatItsSourceRefuses() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3), cut().executed("db1:1-10,db2:1-2"));
		assertThat(next(pair)).isEqualTo(new Copy("db2", "db1", "it has 2 transactions that db1 lacks",
				SampleNode.transactions("db2:1-2").toString()));
	}

	@Test
	void replicaThatItsSourceRefusesForAnotherReasonIsNotCopied() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3), cut().executed("db1:1-8"));
		assertStuck(next(pair), "db2 cannot follow db1: purged", "rejoin db2");
	}

	private static SampleNode cut() {
		return SampleNode.replica("db2", "db1", 3).channel("db1", Receiver.OFF, true, 13114, "purged", "", null);
	}

	@Test
	void leavesABrokenReplicaToAnOperator() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).broken("db1", "db1:11"));
		assertStuck(next(pair), "db2 cannot follow db1: Duplicate entry '2'", "rejoin db2");
	}

	@Test
	void saysWhyAReplicaIsNotLetIn() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3), refused());
		assertStuck(next(pair), "db2 cannot log in to db1: Access denied", "rejoin db2");
		assertThat(rejoin(pair)).isEqualTo(new Attach("db2", "db1"));
	}

	@Test
	void replicaThatIsConnectedAndTakesNothingInIsNamedWhenItHasHadTimeToConnect() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3), deaf(Duration.ofSeconds(10)));
		Memory memory = Memory.BLANK.after(pair, THEN);
		assertThat(Assessment.next(pair, memory.after(pair, 1), POLICY, 1)).isEqualTo(Step.NONE);
		assertStuck(Assessment.next(pair, memory.after(pair, NOW), POLICY, NOW),
				"db2 is connected to db1 and has received nothing whole for 10s", "its disk is full");
		PairState sound = SampleNode.pair(SampleNode.primary("db1", 3), deaf(Duration.ofMillis(9999)));
		assertThat(Assessment.next(sound, memory.after(sound, NOW), POLICY, NOW)).isEqualTo(Step.NONE);
		assertThat(Assessment.next(pair, memory.after(sound, 1).after(pair, NOW), POLICY, NOW)).isEqualTo(Step.NONE);
	}

	@Test
	void nodeThatNeedsADecisionKeepsNobodyFromHelpingAnother() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3), refused(),
				SampleNode.node("db3").epoch(3, "db1").executed("db1:1-10"));
		assertThat(next(pair)).isEqualTo(new Attach("db3", "db1"));
	}

	private static SampleNode deaf(Duration silence) {
		return SampleNode.replica("db2", "db1", 3).channel("db1", Receiver.ON, true, 0, "", "", silence);
	}

	private static SampleNode refused() {
		return SampleNode.replica("db2", "db1", 3)
			.channel("db1", Receiver.CONNECTING, true, 1045, "Access denied", "", null);
	}

	@Test
	void leavesAReplicaThatWasWrittenToToAnOperator() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-10,db2:1"));
		assertStuck(next(pair), "db2 follows db1, but it has 1 transactions that db1 lacks", "rejoin db2");
	}

	@Test
	void takesAReplicaForSoundThatHasAnsweredLaterThanItsPrimary() {
		assertThat(next(SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-12"))))
			.isEqualTo(Step.NONE);
	}

	@Test
	void copiesANodeThatHasReturnedWithMore() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.node("db2").executed("db1:1-10,db2:1-3"));
		assertThat(next(pair)).isEqualTo(new Copy("db2", "db1", "it has 3 transactions that db1 lacks",
				SampleNode.transactions("db2:1-3").toString()));
		assertStuck(Assessment.next(pair, Memory.BLANK, BY_HAND, NOW), "db2 stays out", "rejoin db2");
	}

	@Test
	void copiesANodeThatLacksWhatIsPurged() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).purged("db1:1-5"),
				SampleNode.node("db2").executed("db1:1-4"));
		assertThat(next(pair)).isEqualTo(new Copy("db2", "db1", "db1 no longer has all the history that it lacks", ""));
	}

	@Test
	void opensThePrimaryAgainWhenAllAnswer() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(), SampleNode.replica("db2", "db1", 3));
		assertThat(next(pair)).isEqualTo(new Open("db1", true));
	}

	@Test
	void opensThePrimaryAgainThatItHasSeen() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(), SampleNode.silent("db2"));
		assertThat(seen(pair, POLICY)).isEqualTo(new Open("db1", false));
		assertThat(seen(pair, STRICT)).isEqualTo(new Open("db1", true));
	}

	@Test
	void doesNotOpenAPrimaryThatASilentNodeMayHaveReplaced() {
		assertStuck(next(SampleNode.pair(SampleNode.primary("db1", 3).closed(), SampleNode.silent("db2"))),
				"db1 is the primary of epoch 3, but db2 could have been promoted since", "failover db1 --force");
	}

	@Test
	void doesNotOpenAPrimaryThatLacksWhatAnotherHas() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-10,db3:1-2"));
		assertStuck(next(pair), "db1 lacks 2 transactions that db2 has", "failover db2 keeps those",
				"failover db1 --force");
	}

	@Test
	void neverOffersToOpenANodeThatWouldNumberTransactionsAgain() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).closed(),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-12"));
		assertThat(next(pair)).isInstanceOf(Stuck.class)
			.asString()
			.isEqualTo("db1 no longer has 2 transactions that it once wrote and db2 has "
					+ "(00000000-0000-0000-0000-000000000001:11-12), and would number others alike: "
					+ "failover db2 keeps them");
	}

	@Test
	void advisesToFinishAPromotionThatWasCutOffWhileTheOldPrimaryIsStillSilent() {
		PairState pair = SampleNode.pair(SampleNode.silent("db1"),
				SampleNode.replica("db2", "db1", 3).lost("db1").epoch(4, "db2").executed("db1:1-10,db2:1"));
		assertThat(next(pair)).asString().endsWith("or else: failover db2");
	}

	@Test
	void doesNotReplaceAPrimaryThatIsNotConfigured() {
		assertStuck(next(SampleNode.pair(SampleNode.replica("db1", "db9", 3), SampleNode.replica("db2", "db9", 3))),
				"The newest epoch, 3, is that of db9, which is not configured", "failover NODE --force");
	}

	@Test
	void promotesAReplicaThatHasEverything() {
		assertThat(seen(lost(), POLICY)).isEqualTo(new Promote("db2", "db1"));
	}

	@Test
	void promotesTheReplicaThatHasMost() {
		PairState sound = SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db1", 3),
				SampleNode.replica("db3", "db1", 3));
		PairState lost = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3).lost("db1"),
				SampleNode.replica("db3", "db1", 3).lost("db1").executed("db1:1-11"));
		assertThat(Assessment.next(lost, memory(sound, lost), POLICY, NOW)).isEqualTo(new Promote("db3", "db1"));
	}

	@Test
	void promotesNobodyWithoutHavingSeenThatNothingCanBeLost() {
		assertStuck(next(lost()), "To promote db2: failover db2",
				"not by itself, since db1 may have acknowledged what db2 lacks");
	}

	@Test
	void promotesNobodyAfterAPrimaryOfAnEpochThatItHasNotSeen() {
		PairState lost = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 5).lost("db1"));
		assertStuck(Assessment.next(lost, memory(SOUND, lost), POLICY, NOW), "not by itself, since db1");
	}

	@Test
	void promotesNobodyWhileThePrimaryMayComeBack() {
		assertThat(Assessment.next(lost(), Memory.BLANK.after(SOUND, THEN).after(lost(), NOW), POLICY, NOW))
			.isEqualTo(Step.NONE);
	}

	@Test
	void promotesNobodyWhileAReplicaHearsThePrimary() {
		PairState lost = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3));
		assertThat(seen(lost, POLICY)).isEqualTo(Step.NONE);
	}

	@Test
	void promotesNobodyWhereThatIsNotAutomatic() {
		assertStuck(seen(lost(), BY_HAND), "failover db2", "failover is not automatic");
	}

	@Test
	void promotesNobodyAgainWithinAnHour() {
		PairState sound = SampleNode.pair(recently(SampleNode.primary("db1", 3)),
				recently(SampleNode.replica("db2", "db1", 3)));
		PairState lost = SampleNode.pair(SampleNode.silent("db1"),
				recently(SampleNode.replica("db2", "db1", 3).lost("db1")));
		assertStuck(Assessment.next(lost, memory(sound, lost), POLICY, NOW), "failover db2",
				"not by itself again within PT1H");
	}

	private static SampleNode recently(SampleNode node) {
		return node.epoch(3, "db1", Reason.AUTOMATIC_FAILOVER, Duration.ofMinutes(5));
	}

	@Test
	void promotesNobodyWhileAnotherThatMayHaveMoreIsSilent() {
		PairState lost = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3).lost("db1"),
				SampleNode.silent("db3"));
		assertStuck(seen(lost, POLICY), "db1 is down, and db3 may have more than db2", "failover db2 --force");
	}

	@Test
	void promotesNobodyThatCannotApplyWhatItHas() {
		PairState lost = SampleNode.pair(SampleNode.silent("db1"),
				SampleNode.replica("db2", "db1", 3).broken("db1", "db1:11-12"));
		assertStuck(seen(lost, POLICY), "db2 cannot apply 2 transactions", "Duplicate entry", "failover db2 --force");
	}

	@Test
	void promotesNobodyThatDoesNotFollowThePrimary() {
		assertStuck(seen(SampleNode.pair(SampleNode.silent("db1"), SampleNode.node("db2").epoch(3, "db1")), POLICY),
				"no replica of it to promote", "failover db2 --force");
	}

	@Test
	void rejoinLeavesANodeAloneThatFollows() {
		assertThat(rejoin(SOUND)).isEqualTo(Step.NONE);
	}

	@Test
	void rejoinAttaches() {
		assertThat(rejoin(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.node("db2"))))
			.isEqualTo(new Attach("db2", "db1"));
	}

	@Test
	void rejoinMakesABrokenReplicaAnew() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).broken("db1", "db1:11"));
		assertThat(rejoin(pair)).isEqualTo(new Copy("db2", "db1", "it cannot follow: Duplicate entry '2'", ""));
	}

	@Test
	void rejoinMakesAReplicaAnewThatWasWrittenTo() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-11,db2:1"));
		assertThat(rejoin(pair)).isEqualTo(new Copy("db2", "db1", "it has 1 transactions that db1 lacks",
				SampleNode.transactions("db2:1").toString()));
	}

	@Test
	void rejoinMakesAnewWhatIsNotMadeAnewByItself() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.node("db2").executed("db1:1-10,db2:1-3"));
		assertThat(rejoin(pair)).isInstanceOf(Copy.class);
	}

	private static Step rejoin(PairState pair) {
		return Assessment.rejoin(pair.nodes().get(1), pair.nodes().get(0), BY_HAND);
	}

	/** What comes next for a controller that has just been started. */
	private static Step next(PairState pair) {
		return Assessment.next(pair, Memory.BLANK.after(pair, NOW), POLICY, NOW);
	}

	/** What comes next for one that has seen the pair sound before. */
	private static Step seen(PairState pair, Policy policy) {
		return Assessment.next(pair, memory(SOUND, pair), policy, NOW);
	}

	private static Memory memory(PairState before, PairState then) {
		return Memory.BLANK.after(before, THEN).after(then, THEN + 1);
	}

	private static PairState lost() {
		return SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3).lost("db1"));
	}

	private static void assertStuck(Step step, String... words) {
		assertThat(step).isInstanceOf(Stuck.class);
		assertThat(step.toString()).contains(words);
		assertThat(step.isAction()).isFalse();
	}

}
