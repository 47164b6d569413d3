package com.foobar.pair;

import java.time.Duration;

import com.foobar.pair.Step.GoOnAlone;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Memory}. */
class MemoryTests {

	private static final PairState SOUND = SampleNode.pair(SampleNode.primary("db1", 3),
			SampleNode.replica("db2", "db1", 3));

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final long LATER = SECOND.toNanos();

	@Test
	void blankKnowsNoPrimary() {
		assertThat(Memory.BLANK.isPrimary("db1", 0)).isFalse();
		assertThat(Memory.BLANK.covered()).isFalse();
	}

	@Test
	void remembersThePrimaryAndItsEpoch() {
		Memory memory = Memory.BLANK.after(SOUND, 0)
			.after(SampleNode.pair(SampleNode.silent("db1"), SampleNode.silent("db2")), 1);
		assertThat(memory.isPrimary("db1", 3)).isTrue();
		assertThat(memory.isPrimary("db1", 4)).isFalse();
		assertThat(memory.isPrimary("db2", 3)).isFalse();
	}

	@Test
	void isCoveredWhenAReplicaHasWhatThePrimaryHadWhenItBeganToWait() {
		PairState behind = SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-9"));
		PairState level = SampleNode.pair(SampleNode.primary("db1", 3).executed("db1:1-30"),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-10"));
		assertThat(Memory.BLANK.after(behind, 0).covered()).isFalse();
		assertThat(Memory.BLANK.after(behind, 0).after(level, 1).covered()).isTrue();
		assertThat(Memory.BLANK.after(level, 0).covered()).isFalse();
	}

	@Test
	void isNotCoveredWhileTheReplicaIsSilent() {
		PairState alone = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(true, true, 0, 1),
				SampleNode.silent("db2"));
		Memory memory = Memory.BLANK.after(SOUND, 0).after(alone, 1);
		assertThat(memory.covered()).isFalse();
		assertThat(memory.after(SOUND, 2).covered()).isTrue();
	}

	@Test
	void isNotCoveredByAReplicaThatHasForgottenWhatItHadReceived() {
		PairState restarted = SampleNode.pair(SampleNode.silent("db1"),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-9"));
		assertThat(Memory.BLANK.after(SOUND, 0).after(restarted, 1).covered()).isFalse();
	}

	@Test
	void isCoveredByAReplicaThatHasStillWhatItHad() {
		PairState lost = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3).lost("db1"));
		assertThat(Memory.BLANK.after(SOUND, 0).after(lost, 1).covered()).isTrue();
	}

	@Test
	void isNotCoveredWhenBothWereSilent() {
		PairState silent = SampleNode.pair(SampleNode.silent("db1"), SampleNode.silent("db2"));
		PairState lost = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3));
		assertThat(Memory.BLANK.after(SOUND, 0).after(silent, 1).after(lost, 2).covered()).isFalse();
	}

	@Test
	void doesNotGoBackToAnOlderPrimary() {
		PairState promoted = SampleNode.pair(SampleNode.silent("db1"), SampleNode.primary("db2", 4));
		PairState thawed = SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.silent("db2"));
		assertThat(Memory.BLANK.after(promoted, 0).after(thawed, 1).isPrimary("db2", 4)).isTrue();
	}

	@Test
	void isVouchedForOnceAllNodesHaveAnswered() {
		PairState alone = SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.silent("db2"));
		assertThat(Memory.BLANK.after(alone, 0).vouched()).isFalse();
		assertThat(Memory.BLANK.after(SOUND, 0).after(alone, 1).vouched()).isTrue();
	}

	@Test
	void isNotCoveredOnceThePrimaryGoesOnAlone() {
		PairState alone = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, false, 0, 0),
				SampleNode.silent("db2"));
		PairState waiting = SampleNode.pair(SampleNode.primary("db1", 3).executed("db1:1-20"),
				SampleNode.replica("db2", "db1", 3));
		assertThat(Memory.BLANK.after(SOUND, 0).after(alone, 1).covered()).isFalse();
		assertThat(Memory.BLANK.after(SOUND, 0).after(alone, 1).after(waiting, 2).covered()).isFalse();
	}

	@Test
	void isNotCoveredByReplicasOfAnother() {
		assertThat(Memory.BLANK
			.after(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db3", 3)), 0)
			.covered()).isFalse();
	}

	@Test
	void isNotCoveredWhenSemiSyncHasGivenUp() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(true, false, 1, 0),
				SampleNode.replica("db2", "db1", 3));
		assertThat(Memory.BLANK.after(pair, 0).covered()).isFalse();
	}

	@Test
	void isNotCoveredInTheNextEpoch() {
		PairState next = SampleNode.pair(SampleNode.primary("db1", 4).executed("db1:1-20"),
				SampleNode.replica("db2", "db1", 4));
		assertThat(Memory.BLANK.after(SOUND, 0).after(next, 1).covered()).isFalse();
	}

	@Test
	void countsTheTimeSinceThePrimaryIsSilent() {
		PairState lost = SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3));
		Memory memory = Memory.BLANK.after(SOUND, 0).after(lost, 1).after(lost, LATER);
		assertThat(memory.isLostFor(SECOND, LATER)).isFalse();
		assertThat(memory.isLostFor(SECOND, LATER + 1)).isTrue();
		assertThat(memory.after(SOUND, LATER + 1).isLostFor(SECOND, 2 * LATER)).isFalse();
	}

	@Test
	void doesNotCountTheSilenceOfOthers() {
		Memory memory = Memory.BLANK.after(SOUND, 0)
			.after(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.silent("db2")), 1);
		assertThat(memory.isLostFor(Duration.ZERO, LATER)).isFalse();
		assertThat(Memory.BLANK.after(SampleNode.pair(SampleNode.silent("db1"), SampleNode.silent("db2")), 1)
			.isLostFor(Duration.ZERO, LATER)).isFalse();
	}

	@Test
	void countsTheTimeSinceCommitsWait() {
		PairState waiting = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(true, true, 0, 1),
				SampleNode.silent("db2"));
		Memory memory = Memory.BLANK.after(SOUND, 0).after(waiting, 1);
		assertThat(memory.isHeldUpFor(SECOND, LATER)).isFalse();
		assertThat(memory.isHeldUpFor(SECOND, LATER + 1)).isTrue();
		assertThat(memory.after(SOUND, 2).isHeldUpFor(Duration.ZERO, LATER)).isFalse();
	}

	@Test
	void doesNotCountTheWaitOfCommitsThatGoOn() {
		Memory memory = Memory.BLANK.after(waiting("db1:1-10"), 0).after(waiting("db1:1-11"), LATER);
		assertThat(memory.isHeldUpFor(SECOND, LATER)).isFalse();
		assertThat(memory.after(waiting("db1:1-11"), 2 * LATER).isHeldUpFor(SECOND, 2 * LATER)).isTrue();
	}

	private static PairState waiting(String executed) {
		return SampleNode.pair(SampleNode.primary("db1", 3).executed(executed).semiSync(true, true, 1, 1),
				SampleNode.replica("db2", "db1", 3));
	}

	@Test
	void countsTheWaitAnewAfterAReplicaWasCutOff() {
		PairState waiting = waiting("db1:1-10");
		Memory memory = Memory.BLANK.after(waiting, 0).before(new GoOnAlone("db1")).after(waiting, LATER);
		assertThat(memory.isHeldUpFor(SECOND, LATER)).isFalse();
		assertThat(memory.isHeldUpFor(SECOND, 2 * LATER)).isTrue();
	}

	@Test
	void countsTheWaitOfEachPrimaryAnew() {
		PairState waiting = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(true, true, 0, 1),
				SampleNode.silent("db2"));
		PairState other = SampleNode.pair(SampleNode.silent("db1"),
				SampleNode.primary("db2", 4).semiSync(true, true, 0, 1));
		Memory memory = Memory.BLANK.after(waiting, 0).after(other, LATER);
		assertThat(memory.isHeldUpFor(SECOND, LATER + 1)).isFalse();
	}

	@Test
	void takesItsOwnPromotionForSeen() {
		PairState promoted = SampleNode.pair(SampleNode.silent("db1"), SampleNode.node("db2").epoch(4, "db2"));
		Memory memory = Memory.BLANK.after(SOUND, 0).promoted("db2", promoted);
		assertThat(memory.isPrimary("db2", 4)).isTrue();
		assertThat(memory.covered()).isFalse();
	}

	@Test
	void doesNotTakeAnAttemptForAPromotion() {
		Memory memory = Memory.BLANK.after(SOUND, 0);
		assertThat(
				memory.promoted("db2", SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3))))
			.isEqualTo(memory);
	}

}
