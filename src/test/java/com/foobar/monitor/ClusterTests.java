package com.foobar.monitor;

import java.time.Duration;
import java.util.List;

import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.probe.Answer;
import com.foobar.probe.Observation;
import com.foobar.probe.Replication;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import com.foobar.topology.Topology;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what {@link Cluster} concludes from observations, at times in milliseconds. */
class ClusterTests {

	private Topology topology = Topology.unseen(List.of("db1", "db2", "db3"));

	private Cluster cluster = Cluster.UNSEEN;

	@Test
	void nodeThatTakesWritesIsThePrimary() {
		seen("db1", Polls.primary(0, "a", "1-9"));
		assertThat(this.topology.primary()).hasValueSatisfying((node) -> {
			assertThat(node).hasToString("db1 PRIMARY UP");
			assertThat(node.serverId()).isEqualTo("a");
			assertThat(node.position()).hasToString(Polls.UUID + ":1-9");
			assertThat(node.lag()).isNull();
		});
	}

	@Test
	void replicaIsUpOnceAPrimaryThatWasAskedLaterHasAllOfIt() {
		seen("db1", Polls.primary(0, "a", "1-9"));
		seen("db2", Polls.replica(1, "b", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.CHECKING);
		seen("db1", Polls.primary(2, "a", "1-9"));
		assertThat(this.topology.node("db2")).hasToString("db2 REPLICA UP");
		assertThat(this.topology.node("db2").lag()).isZero();
	}

	@Test
	void replicaThatWasAskedAfterThePrimaryIsNotBlamedForKnowingMore() {
		up();
		seen("db2", Polls.replica(10, "b", "1-12"));
		seen("db1", Polls.primary(10, "a", "1-10"));
		assertThat(health("db2")).isEqualTo(Health.UP);
		seen("db1", Polls.primary(20, "a", "1-12"));
		assertThat(health("db2")).isEqualTo(Health.UP);
	}

	@Test
	void replicaWithTransactionsOfItsOwnDivergesAndSaysWhich() {
		up();
		seen("db2", Polls.replica(10, "b", "1-9:77-78"));
		seen("db1", Polls.primary(20, "a", "1-12"));
		seen("db1", Polls.primary(30, "a", "1-12"));
		assertThat(this.topology.node("db2"))
			.hasToString("db2 REPLICA DIVERGED (it has what db1 lacks: %s:77-78)".formatted(Polls.UUID));
	}

	@Test
	void replicaIsNotBlamedForWhatThePrimaryIsAboutToHave() {
		up();
		seen("db2", Polls.replica(10, "b", "1-10"));
		seen("db1", Polls.primary(20, "a", "1-9"));
		seen("db2", Polls.replica(25, "b", "1-10"));
		assertThat(health("db2")).as("asked once").isEqualTo(Health.UP);
		seen("db1", Polls.primary(30, "a", "1-10"));
		assertThat(health("db2")).isEqualTo(Health.UP);
		seen("db2", Polls.replica(40, "b", "1-11"));
		seen("db1", Polls.primary(50, "a", "1-10"));
		assertThat(health("db2")).as("asked once for this").isEqualTo(Health.UP);
	}

	@Test
	void returningReplicaIsNotUpBeforeThePrimaryIsAskedTwiceForWhatItLacks() {
		up();
		lost("db2", "refused");
		seen("db2", Polls.replica(10, "b", "1-9:77"));
		seen("db1", Polls.primary(20, "a", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.CHECKING);
		seen("db1", Polls.primary(30, "a", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.DIVERGED);
	}

	@Test
	void divergedReplicaIsDivergedStillWhenItComesUpWithNoPrimaryToAsk() {
		diverge();
		lost("db2", "refused");
		lost("db1", "refused");
		seen("db2", Polls.replica(50, "b", "1-9:77"));
		assertThat(this.topology.node("db2"))
			.hasToString("db2 REPLICA DIVERGED (it had what a primary lacked before it was down)");
		assertThat(this.topology.replicas()).isEmpty();
		seen("db2", Polls.replica(60, "c", "1-9"));
		assertThat(health("db2")).as("made anew").isEqualTo(Health.CHECKING);
	}

	@Test
	void divergedReplicaIsUpAgainWhenThePrimaryHasAllOfItAndNotBefore() {
		diverge();
		seen("db2", Polls.replica(30, "b", "1-12:77"));
		assertThat(health("db2")).isEqualTo(Health.DIVERGED);
		seen("db1", Polls.primary(40, "a", "1-12"));
		assertThat(health("db2")).isEqualTo(Health.DIVERGED);
		seen("db1", Polls.primary(50, "a", "1-12:77"));
		assertThat(health("db2")).as("not asked again yet").isEqualTo(Health.DIVERGED);
		seen("db2", Polls.replica(60, "b", "1-12:77"));
		seen("db1", Polls.primary(70, "a", "1-12:77"));
		assertThat(health("db2")).isEqualTo(Health.UP);
	}

	@Test
	void oldestObservationIsComparedHoweverOftenTheReplicaIsAsked() {
		up();
		for (int millis = 10; millis < 20; millis++) {
			seen("db2", Polls.replica(millis, "b", "1-9:77"));
		}
		seen("db1", Polls.primary(15, "a", "1-9"));
		seen("db1", Polls.primary(17, "a", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.DIVERGED);
	}

	@Test
	void returningReplicaIsComparedBeforeItIsUp() {
		up();
		lost("db2", "refused");
		assertThat(this.topology.node("db2")).hasToString("db2 UNKNOWN DOWN (refused)");
		seen("db2", Polls.replica(10, "b", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.CHECKING);
		seen("db1", Polls.primary(20, "a", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.UP);
	}

	@Test
	void anotherServerUnderTheSameNameIsComparedBeforeItIsUp() {
		up();
		seen("db2", Polls.replica(10, "c", "1-3"));
		assertThat(health("db2")).isEqualTo(Health.CHECKING);
		assertThat(this.topology.node("db2").position()).as("shrunk").hasToString(Polls.UUID + ":1-3");
		seen("db1", Polls.primary(20, "a", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.UP);
	}

	@Test
	void replicaThatDoesNotFollowIsBrokenOnceThePrimaryIsSeenAlive() {
		for (Replication replication : List.of(Polls.STOPPED, Polls.INTERRUPTED, Replication.NONE)) {
			up();
			seen("db2", Polls.replica(10, "b", "1-9", replication));
			assertThat(health("db2")).isEqualTo(Health.UP);
			seen("db1", Polls.primary(20, "a", "1-9"));
			assertThat(this.topology.node("db2"))
				.hasToString("db2 REPLICA BROKEN (%s)".formatted(replication.detail()));
			seen("db2", Polls.replica(30, "b", "1-9"));
			seen("db1", Polls.primary(40, "a", "1-9"));
			assertThat(health("db2")).isEqualTo(Health.UP);
		}
	}

	@Test
	void unknownLagIsTheTimeSinceItWasKnown() {
		up();
		seen("db2", Polls.replica(4010, "b", "1-9", Polls.STOPPED));
		assertThat(this.topology.node("db2").lag()).isEqualTo(Duration.ofMillis(4010));
	}

	@Test
	void lagThatWasNeverKnownIsNotZero() {
		seen("db2", Polls.replica(10, "b", "1-9", Polls.INTERRUPTED));
		assertThat(this.topology.node("db2").lag()).isNull();
	}

	@Test
	void verdictStaysWhileThereIsNoPrimary() {
		up();
		lost("db1", "refused");
		seen("db2", Polls.replica(10, "b", "1-12", Polls.INTERRUPTED));
		seen("db2", Polls.replica(20, "b", "1-12", Polls.STOPPED));
		assertThat(this.topology.replicas()).extracting(Node::name).containsExactly("db2");
		seen("db1", Polls.primary(30, "a", "1-9"));
		seen("db1", Polls.primary(32, "a", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.DIVERGED);
		lost("db1", "refused");
		seen("db2", Polls.replica(40, "b", "1-12"));
		assertThat(health("db2")).isEqualTo(Health.DIVERGED);
	}

	@Test
	void replicaThatTriesToFollowServesWhereThereHasBeenNoPrimary() {
		seen("db2", Polls.replica(10, "b", "1-9", Polls.INTERRUPTED));
		assertThat(this.topology.replicas()).extracting(Node::name).containsExactly("db2");
		seen("db2", Polls.replica(20, "b", "1-9", Polls.STOPPED));
		assertThat(this.topology.node("db2")).hasToString("db2 REPLICA BROKEN (applier stopped)");
	}

	@Test
	void replicaThatLostItsSourceServesAgainWhenTheSourceIsGone() {
		up();
		seen("db2", Polls.replica(10, "b", "1-9", Polls.INTERRUPTED));
		seen("db1", Polls.primary(20, "a", "1-9"));
		lost("db1", "refused");
		seen("db2", Polls.replica(30, "b", "1-9", Polls.INTERRUPTED));
		assertThat(this.topology.replicas()).extracting(Node::name).containsExactly("db2");
	}

	@Test
	void promotionHasEveryReplicaComparedAnew() {
		up();
		seen("db3", Polls.replica(10, "c", "1-9:77"));
		lost("db1", "refused");
		seen("db2", Polls.primary(20, "b", "1-9"));
		seen("db2", Polls.primary(22, "b", "1-9"));
		assertThat(health("db3")).isEqualTo(Health.DIVERGED);
		seen("db1", Polls.replica(30, "a", "1-10"));
		assertThat(health("db1")).isEqualTo(Health.CHECKING);
		seen("db2", Polls.primary(40, "b", "1-11"));
		assertThat(health("db1")).isEqualTo(Health.UP);
	}

	@Test
	void replicaThatWasUpIsCheckedAgainstAPrimaryThatWasPromoted() {
		up();
		seen("db1", Polls.replica(10, "a", "1-9", Replication.NONE));
		assertThat(this.topology.replicas()).as("nobody writes").extracting(Node::name).containsExactly("db1", "db2");
		seen("db3", Polls.primary(10, "c", "1-9"));
		assertThat(this.topology.nodes()).extracting(Node::health)
			.containsExactly(Health.CHECKING, Health.CHECKING, Health.UP);
		seen("db2", Polls.replica(20, "b", "1-9"));
		seen("db3", Polls.primary(30, "c", "1-9"));
		assertThat(this.topology.nodes()).extracting(Node::health).containsExactly(Health.BROKEN, Health.UP, Health.UP);
	}

	@Test
	void primaryThatWasMovedIsNeverSeenTwice() {
		up();
		seen("db2", Polls.primary(10, "b", "1-12"));
		assertThat(this.topology.writable()).extracting(Node::name).containsExactly("db1");
		seen("db1", Polls.replica(20, "a", "1-12"));
		assertThat(this.topology.writable()).extracting(Node::name).containsExactly("db2");
	}

	@Test
	void twoNodesThatBothStillTakeWritesAreTwoPrimaries() {
		up();
		seen("db2", Polls.primary(10, "b", "1-12"));
		seen("db1", Polls.primary(20, "a", "1-12"));
		assertThat(this.topology.writable()).hasSize(2);
	}

	@Test
	void nodeThatTakesWritesIsThePrimaryAtOnceWhereTheOldOneIsDown() {
		up();
		this.cluster = this.cluster.lost("db1", "gone");
		seen("db2", Polls.primary(10, "b", "1-12"));
		assertThat(this.topology.primary()).map(Node::name).hasValue("db2");
	}

	@Test
	void nothingIsConcludedFromTwoPrimaries() {
		up();
		seen("db3", Polls.primary(10, "c", "1-3"));
		seen("db2", Polls.replica(20, "b", "1-9:77"));
		seen("db1", Polls.primary(30, "a", "1-9"));
		assertThat(this.topology.writable()).extracting(Node::name).containsExactly("db1", "db3");
		assertThat(health("db2")).isEqualTo(Health.UP);
		lost("db3", "refused");
		seen("db1", Polls.primary(40, "a", "1-9"));
		seen("db1", Polls.primary(50, "a", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.DIVERGED);
	}

	@Test
	void nodesOfDifferentKindsDiverge() {
		seen("db2",
				new Observation(new Answer(Role.REPLICA, "2", MariaDbPosition.parse("0-1-5"), Polls.FOLLOWING), 0, 1));
		seen("db1", Polls.primary(10, "a", "1-9"));
		seen("db1", Polls.primary(20, "a", "1-9"));
		assertThat(this.topology.node("db2")).hasToString("db2 REPLICA DIVERGED (it has what db1 lacks: 0-1-5)");
	}

	@Test
	void whatOthersFoundOutAboutANodeStaysUntilItIsAskedAgain() {
		up();
		this.topology = this.topology.with(this.topology.node("db2").reaching(GtidSet.parse(Polls.UUID + ":10")));
		seen("db1", Polls.primary(10, "a", "1-10"));
		assertThat(this.topology.node("db2").position()).hasToString(Polls.UUID + ":1-10");
	}

	/** Begins with primary db1 and replica db2 that has been compared with it. */
	private void up() {
		this.cluster = Cluster.UNSEEN;
		seen("db2", Polls.replica(0, "b", "1-9"));
		seen("db1", Polls.primary(1, "a", "1-9"));
		assertThat(health("db2")).isEqualTo(Health.UP);
	}

	/** Begins with primary db1 and replica db2 that has one transaction of its own. */
	private void diverge() {
		up();
		seen("db2", Polls.replica(10, "b", "1-9:77"));
		seen("db1", Polls.primary(20, "a", "1-12"));
		seen("db1", Polls.primary(25, "a", "1-12"));
		assertThat(health("db2")).isEqualTo(Health.DIVERGED);
	}

	private void seen(String node, Observation observation) {
		this.cluster = this.cluster.seen(node, observation);
		this.topology = this.cluster.next(this.topology, node);
	}

	private void lost(String node, String reason) {
		this.cluster = this.cluster.lost(node, reason);
		this.topology = this.cluster.next(this.topology, node);
	}

	private Health health(String node) {
		return this.topology.node(node).health();
	}

}
