package com.foobar.command;

import com.foobar.pair.OperationFailedException;
import com.foobar.pair.PairState;
import com.foobar.pair.SampleNode;
import com.foobar.server.Channel.Receiver;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests for {@link SwitchoverPlan}. */
class SwitchoverPlanTests {

	private static final PairState SOUND = SampleNode.pair(SampleNode.primary("db1", 3),
			SampleNode.replica("db2", "db1", 3));

	@Test
	void takesTheOnlyReplica() {
		SwitchoverPlan plan = SwitchoverPlan.of(SOUND, null, 0);
		assertThat(plan.from().name()).isEqualTo("db1");
		assertThat(plan.to().name()).isEqualTo("db2");
		assertThat(plan.warnings()).isEmpty();
	}

	@Test
	void asksForANameWhereThereAreSeveral() {
		assertRefused(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db1", 3),
				SampleNode.silent("db3")), null)
			.hasMessage("Name the node, one of db2, db3: switchover NODE");
	}

	@Test
	void refusesAnUnknownNode() {
		assertRefused(SOUND, "db9").hasMessage("There is no node 'db9': the nodes are db1, db2");
	}

	@Test
	void refusesThePrimary() {
		assertRefused(SOUND, "db1").hasMessage("db1 is the primary already");
	}

	@Test
	void refusesASilentNode() {
		assertRefused(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.silent("db2")), "db2")
			.hasMessage("db2 does not answer (Connection refused): start it first");
	}

	@Test
	void refusesWithoutAPrimary() {
		assertRefused(SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3)), "db2")
			.hasMessage("No node takes writes (db1: Connection refused): see status for what is to be done first");
	}

	@Test
	void refusesWithTwoPrimaries() {
		assertRefused(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.primary("db2", 4)), "db2")
			.hasMessage("db1, db2 all take writes: decide which is right: failover NODE --force");
	}

	@Test
	void refusesAPrimaryAfterWhichAnotherWasPromoted() {
		assertRefused(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.node("db2").epoch(4, "db2")), "db2")
			.hasMessageContaining("db1 takes writes, but the last promotion was of db2");
	}

	@Test
	void refusesAPrimaryThatNoControllerHasMade() {
		assertRefused(SampleNode.pair(SampleNode.node("db1").open(), SampleNode.node("db2")), "db2")
			.hasMessageContaining("no node knows of an epoch");
	}

	@Test
	void refusesANodeThatFollowsNobody() {
		assertRefused(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.node("db2")), "db2")
			.hasMessage("db2 does not follow db1 but nobody: first rejoin db2");
	}

	@Test
	void refusesANodeThatFollowsAnother() {
		assertRefused(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db3", 2)), "db2")
			.hasMessage("db2 does not follow db1 but db3:3306: first rejoin db2");
	}

	@Test
	void refusesAReplicaThatHasStopped() {
		assertRefused(SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).channel("db1", Receiver.OFF, true, 0, "", "", null)), "db2")
			.hasMessage("db2 has stopped following db1 (receiver OFF, applier ON): first rejoin db2");
	}

	@Test
	void refusesABrokenReplica() {
		assertRefused(
				SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db1", 3).broken("db1", "")),
				"db2")
			.hasMessage(
					"db2 has stopped following db1 (receiver ON, applier OFF, Duplicate entry '2'): first rejoin db2");
	}

	@Test
	void refusesAReplicaThatWasWrittenTo() {
		assertRefused(SampleNode.pair(SampleNode.primary("db1", 3),
				SampleNode.replica("db2", "db1", 3).executed("db1:1-10,db2:1")), "db2")
			.hasMessageContaining("db2 has 1 transactions that db1 lacks");
	}

	@Test
	void refusesAReplicaThatIsTooFarBehind() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).executed("db1:1-21"),
				SampleNode.replica("db2", "db1", 3));
		assertThat(SwitchoverPlan.of(pair, "db2", 11).to().name()).isEqualTo("db2");
		assertThatExceptionOfType(OperationFailedException.class).isThrownBy(() -> SwitchoverPlan.of(pair, "db2", 10))
			.withMessage("db2 is 11 transactions behind db1, and writes would be refused until it has them: "
					+ "wait until it is at most 10 behind");
	}

	@Test
	void warnsWhereSemiSyncIsNotInForce() {
		PairState pair = SampleNode.pair(SampleNode.primary("db1", 3).semiSync(false, false, 0, 0),
				SampleNode.replica("db2", "db1", 3));
		assertThat(SwitchoverPlan.of(pair, "db2", 0).warnings()).singleElement()
			.asString()
			.contains("semi-sync is not in force on db1");
	}

	private static AbstractThrowableAssert<?, ?> assertRefused(PairState pair, @Nullable String node) {
		return assertThatThrownBy(() -> SwitchoverPlan.of(pair, node, 10)).isInstanceOf(OperationFailedException.class);
	}

}
