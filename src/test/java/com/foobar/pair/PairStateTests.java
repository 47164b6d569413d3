package com.foobar.pair;

import com.foobar.server.Epoch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests for {@link PairState} and {@link Seen}. */
class PairStateTests {

	private static final PairState PAIR = SampleNode.pair(SampleNode.primary("db1", 3),
			SampleNode.replica("db2", "db1", 3), SampleNode.silent("db3"));

	@Test
	void tellsNodesApart() {
		assertThat(PAIR.answering()).extracting(Seen::name).containsExactly("db1", "db2");
		assertThat(PAIR.silent()).extracting(Seen::name).containsExactly("db3");
		assertThat(PAIR.writable()).extracting(Seen::name).containsExactly("db1");
		assertThat(PAIR.others(PAIR.nodes().get(0))).extracting(Seen::name).containsExactly("db2", "db3");
		assertThat(PAIR.node("db2")).get().extracting(Seen::name).isEqualTo("db2");
		assertThat(PAIR.node("db9")).isEmpty();
	}

	@Test
	void findsTheNewestEpochThatAnyNodeKnows() {
		PairState pair = SampleNode.pair(SampleNode.node("db1").epoch(3, "db1"), SampleNode.node("db2").epoch(4, "db2"),
				SampleNode.node("db3"));
		assertThat(pair.newestEpoch()).get().extracting(Epoch::node).isEqualTo("db2");
		assertThat(pair.claimants()).containsExactly("db2");
		assertThat(SampleNode.pair(SampleNode.node("db1"), SampleNode.silent("db2")).newestEpoch()).isEmpty();
		assertThat(SampleNode.pair(SampleNode.node("db1"), SampleNode.silent("db2")).claimants()).isEmpty();
	}

	@Test
	void findsTwoNodesThatWerePromotedAtOnce() {
		assertThat(SampleNode.pair(SampleNode.node("db1").epoch(4, "db1"), SampleNode.node("db2").epoch(4, "db2"))
			.claimants()).containsExactly("db1", "db2");
	}

	@Test
	void isBlankOnlyIfAllNodesSayThatTheyAre() {
		assertThat(SampleNode.pair(SampleNode.node("db1"), SampleNode.node("db2")).isBlank()).isTrue();
		assertThat(SampleNode.pair(SampleNode.node("db1"), SampleNode.silent("db2")).isBlank()).isFalse();
		assertThat(SampleNode.pair(SampleNode.node("db1"), SampleNode.node("db2").executed("db2:1")).isBlank())
			.isFalse();
	}

	@Test
	void aSilentNodeSaysNothing() {
		assertThatIllegalStateException().isThrownBy(() -> SampleNode.silent("db3").said())
			.withMessage("db3 does not answer: Connection refused");
	}

	@Test
	void surplusIsWhatThePrimaryCannotHaveWrittenMeanwhile() {
		Seen primary = SampleNode.primary("db1", 3).seen();
		assertThat(SampleNode.replica("db2", "db1", 3).executed("db1:1-12,db2:1").seen().surplusOver(primary))
			.isEqualTo(SampleNode.transactions("db2:1"));
	}

	@Test
	void anApplierIsBrokenIfItLeavesSomethingOut() {
		assertThat(SampleNode.replica("db2", "db1", 3).broken("db1", "db1:11").seen().said().isApplierBroken())
			.isTrue();
		assertThat(SampleNode.replica("db2", "db1", 3).broken("db1", "db1:10").seen().said().isApplierBroken())
			.isFalse();
		assertThat(SampleNode.replica("db2", "db1", 3).lost("db1").seen().said().isApplierBroken()).isFalse();
	}

}
