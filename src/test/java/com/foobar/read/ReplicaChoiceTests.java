package com.foobar.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

import com.foobar.node.Load;
import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Topology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests which replica a read is given. */
class ReplicaChoiceTests {

	private static final Duration MAX_LAG = Duration.ofSeconds(10);

	private static final Node DEAD_PRIMARY = SampleNodes.PRIMARY.down("refused");

	private static final FakeLoad IDLE = new FakeLoad(true, 1);

	private static final FakeLoad BUSY = new FakeLoad(true, 100);

	private static final FakeLoad SUSPECTED = new FakeLoad(false, 1);

	private static final int DRAWS = 6000;

	@Test
	void primaryIsNoReplica() {
		assertThat(caughtUp(demand(), SampleNodes.PRIMARY)).isNull();
	}

	@Test
	void replicaThatServedBeforeIsPreferredHoweverBusy() {
		Topology topology = new Topology(List.of(SampleNodes.PRIMARY, SampleNodes.replica("db2"),
				SampleNodes.replica("db3"), SampleNodes.replica("db4")));
		assertThat(drawn(topology, after("db3", false), IDLE, IDLE, BUSY, IDLE)).containsExactly(0, 0, DRAWS, 0);
	}

	@Test
	void replicaThatServedBeforeIsLeftWhenItLacksSomething() {
		Node late = SampleNodes.replica("db2", SampleNodes.upTo(99), Duration.ZERO);
		assertThat(caughtUp(after("db2", false), SampleNodes.PRIMARY, late, SampleNodes.replica("db3")))
			.isEqualTo("db3");
	}

	@Test
	void tiedVisitorGetsNoThirdNode() {
		Node late = SampleNodes.replica("db2", SampleNodes.upTo(99), Duration.ZERO);
		assertThat(caughtUp(after("db2", true), SampleNodes.PRIMARY, late, SampleNodes.replica("db3"))).isNull();
		assertThat(caughtUp(after("db2", true), SampleNodes.PRIMARY, SampleNodes.replica("db2"),
				SampleNodes.replica("db3")))
			.isEqualTo("db2");
		assertThat(caughtUp(after("db1", true), SampleNodes.PRIMARY, SampleNodes.replica("db2"),
				SampleNodes.replica("db3")))
			.isNull();
	}

	@Test
	void visitorOfSeveralNodesGetsNoReplica() {
		assertThat(caughtUp(after(ConsistencyToken.SEVERAL, true), SampleNodes.PRIMARY, SampleNodes.replica("db2"),
				SampleNodes.replica("db3")))
			.isNull();
	}

	@Test
	void replicaServesUpToTheLagBoundAndNotBeyond() {
		assertThat(caughtUp(demand(), SampleNodes.PRIMARY, lagging(MAX_LAG))).isEqualTo("db2");
		assertThat(caughtUp(demand(), SampleNodes.PRIMARY, lagging(MAX_LAG.plusNanos(1)))).isNull();
	}

	@Test
	void lagDoesNotCountWhileThereIsNoPrimary() {
		assertThat(caughtUp(demand(), DEAD_PRIMARY, lagging(Duration.ofHours(2)))).isEqualTo("db2");
	}

	@Test
	void lagThatTheCallerNamedCountsWithoutAPrimaryToo() {
		assertThat(caughtUp(bounded(), DEAD_PRIMARY, lagging(MAX_LAG))).isEqualTo("db2");
		assertThat(caughtUp(bounded(), DEAD_PRIMARY, lagging(MAX_LAG.plusNanos(1)))).isNull();
	}

	@Test
	void unknownLagIsNeverZero() {
		assertThat(caughtUp(demand(), SampleNodes.PRIMARY, lagging(null))).isNull();
		assertThat(caughtUp(bounded(), SampleNodes.PRIMARY, lagging(null))).isNull();
		assertThat(caughtUp(bounded(), DEAD_PRIMARY, lagging(null))).isNull();
		assertThat(caughtUp(demand(), DEAD_PRIMARY, lagging(null))).isEqualTo("db2");
	}

	@Test
	void replicaServesWhenItHasAllThatMustBeSeen() {
		assertThat(caughtUp(demand(SampleNodes.upTo(99)), SampleNodes.PRIMARY, SampleNodes.replica("db2")))
			.isEqualTo("db2");
		assertThat(caughtUp(demand(SampleNodes.upTo(101)), SampleNodes.PRIMARY, SampleNodes.replica("db2"))).isNull();
		assertThat(caughtUp(demand(MariaDbPosition.parse("0-1-1")), SampleNodes.PRIMARY, SampleNodes.replica("db2")))
			.isNull();
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "UP")
	void replicaInTroubleNeverServesBesideAPrimary(Health trouble) {
		Node troubled = SampleNodes.replica("db2").with(trouble, "trouble");
		assertThat(caughtUp(demand(), SampleNodes.PRIMARY, troubled)).isNull();
		assertThat(caughtUp(after("db2", false), SampleNodes.PRIMARY, troubled)).isNull();
		assertThat(mostAdvanced(demand(), SampleNodes.PRIMARY, troubled)).isNull();
	}

	@ParameterizedTest
	@EnumSource(names = { "DIVERGED", "BROKEN", "DOWN" })
	void replicaInTroubleNeverServesWithoutAPrimaryEither(Health trouble) {
		assertThat(caughtUp(demand(), DEAD_PRIMARY, SampleNodes.replica("db2").with(trouble, "trouble"))).isNull();
	}

	@Test
	void replicaThatWasNotComparedServesWithoutAPrimary() {
		Node checking = SampleNodes.replica("db2").with(Health.CHECKING, "not compared yet");
		assertThat(caughtUp(demand(), DEAD_PRIMARY, checking)).isEqualTo("db2");
	}

	@Test
	void suspectedReplicaIsSkippedEvenWhenItServedBefore() {
		Topology topology = new Topology(
				List.of(SampleNodes.PRIMARY, SampleNodes.replica("db2"), SampleNodes.replica("db3")));
		assertThat(drawn(topology, after("db2", false), IDLE, SUSPECTED, BUSY)).containsExactly(0, 0, DRAWS);
		assertThat(ReplicaChoice.mostAdvanced(topology, demand(), List.of(IDLE, SUSPECTED, BUSY))).isEqualTo(2);
		assertThat(ReplicaChoice.caughtUp(topology, demand(), List.of(IDLE, SUSPECTED, SUSPECTED)))
			.isEqualTo(ReplicaChoice.NONE);
	}

	@Test
	void cheaperOfTwoServes() {
		Topology topology = new Topology(
				List.of(SampleNodes.PRIMARY, SampleNodes.replica("db2"), SampleNodes.replica("db3")));
		assertThat(drawn(topology, demand(), IDLE, BUSY, IDLE)).containsExactly(0, 0, DRAWS);
		assertThat(drawn(topology, demand(), IDLE, IDLE, BUSY)).containsExactly(0, DRAWS, 0);
	}

	@Test
	void idleReplicasServeAboutTheSame() {
		assertSpread(SampleNodes.replica("db2"), SampleNodes.replica("db3"));
		assertSpread(SampleNodes.replica("db2"), SampleNodes.replica("db3"), SampleNodes.replica("db4"));
		assertSpread(SampleNodes.replica("db2"), SampleNodes.replica("db3"), SampleNodes.replica("db4"),
				SampleNodes.replica("db5"), SampleNodes.replica("db6"));
	}

	@Test
	void asManyReplicasAsThereMayBeAllServe() {
		List<Node> nodes = IntStream.range(0, Topology.MAX_NODES)
			.mapToObj((number) -> SampleNodes.replica("db" + number))
			.toList();
		int[] drawn = drawn(new Topology(nodes), demand(), nodes.stream().map((node) -> IDLE).toArray(FakeLoad[]::new));
		assertThat(drawn).doesNotContain(0);
	}

	/** A fifth is more than seven standard deviations with five nodes. */
	private static void assertSpread(Node... replicas) {
		List<Node> nodes = new ArrayList<>(List.of(SampleNodes.PRIMARY));
		nodes.addAll(List.of(replicas));
		FakeLoad[] loads = nodes.stream().map((node) -> IDLE).toArray(FakeLoad[]::new);
		int[] drawn = drawn(new Topology(nodes), demand(), loads);
		int fair = DRAWS / replicas.length;
		for (int index = 1; index < drawn.length; index++) {
			assertThat(drawn[index]).as("%s of %s", nodes.get(index), Arrays.toString(drawn))
				.isBetween(fair * 4 / 5, fair * 6 / 5);
		}
	}

	@Test
	void slowReplicaGetsFewReads() {
		Topology topology = new Topology(List.of(SampleNodes.PRIMARY, SampleNodes.replica("db2"),
				SampleNodes.replica("db3"), SampleNodes.replica("db4")));
		List<SlowLoad> loads = List.of(new SlowLoad(1), new SlowLoad(1), new SlowLoad(10), new SlowLoad(1));
		for (int tick = 0; tick < 300; tick++) {
			int now = tick;
			loads.forEach((load) -> load.endBy(now));
			for (int arrival = 0; arrival < 20; arrival++) {
				loads.get(ReplicaChoice.caughtUp(topology, demand(), loads)).begin(now);
			}
		}
		assertThat(loads.get(2).begun).isLessThan(DRAWS / 20);
		assertThat(loads.get(1).begun).isBetween(DRAWS / 3, DRAWS * 2 / 3);
		assertThat(loads.get(3).begun).isBetween(DRAWS / 3, DRAWS * 2 / 3);
	}

	@Test
	void mostAdvancedLacksLeast() {
		Node empty = SampleNodes.replica("db2", GtidSet.EMPTY, Duration.ZERO);
		Node far = SampleNodes.replica("db3", SampleNodes.upTo(50), Duration.ZERO);
		Node near = SampleNodes.replica("db4", SampleNodes.upTo(98), Duration.ZERO);
		assertThat(mostAdvanced(demand(), SampleNodes.PRIMARY, empty, far)).isEqualTo("db3");
		assertThat(mostAdvanced(demand(), SampleNodes.PRIMARY, far, near)).isEqualTo("db4");
		assertThat(mostAdvanced(demand(), SampleNodes.PRIMARY, near, far, empty)).isEqualTo("db4");
	}

	@Test
	void mostAdvancedKeepsToLagAndTie() {
		assertThat(mostAdvanced(demand(), SampleNodes.PRIMARY, lagging(MAX_LAG.plusNanos(1)))).isNull();
		assertThat(mostAdvanced(after("db1", true), SampleNodes.PRIMARY, SampleNodes.replica("db2"))).isNull();
	}

	@Test
	void mostAdvancedIsFoundWhereNoHistoryCanBeCompared() {
		Position foreign = MariaDbPosition.parse("0-1-5");
		assertThat(mostAdvanced(demand(foreign), SampleNodes.PRIMARY, SampleNodes.replica("db2"))).isEqualTo("db2");
	}

	@Test
	void leastStaleIsTheNearestToThePrimaryHoweverFarBehind() {
		Node far = SampleNodes.replica("db2", SampleNodes.upTo(50), null);
		Node near = SampleNodes.replica("db3", SampleNodes.upTo(98), Duration.ofHours(2));
		ReadDemand nothing = demand(GtidSet.EMPTY);
		assertThat(leastStale(nothing, SampleNodes.PRIMARY, far, near)).isEqualTo("db3");
		assertThat(leastStale(after("db2", true), SampleNodes.PRIMARY, far, near)).isEqualTo("db3");
		assertThat(leastStale(demand(SampleNodes.upTo(60)), DEAD_PRIMARY, far, near)).isEqualTo("db3");
		assertThat(leastStale(nothing, SampleNodes.PRIMARY, far.with(Health.BROKEN, "applier stopped")))
			.isEqualTo("db2");
	}

	@Test
	void leastStaleIsNotWhatNobodyShouldSee() {
		Node empty = SampleNodes.replica("db2", GtidSet.EMPTY, null).with(Health.BROKEN, "it follows nobody");
		assertThat(leastStale(demand(), SampleNodes.PRIMARY, empty)).isNull();
		for (Health health : EnumSet.of(Health.CHECKING, Health.DIVERGED, Health.DOWN)) {
			assertThat(leastStale(demand(), SampleNodes.PRIMARY, SampleNodes.replica("db2").with(health, "trouble")))
				.as(health.name())
				.isNull();
		}
		assertThat(leastStale(demand(), SampleNodes.PRIMARY)).isNull();
	}

	@Test
	void leastStaleKeepsToALagThatTheCallerNamed() {
		assertThat(leastStale(bounded(), SampleNodes.PRIMARY, lagging(MAX_LAG))).isEqualTo("db2");
		assertThat(leastStale(bounded(), SampleNodes.PRIMARY, lagging(MAX_LAG.plusNanos(1)))).isNull();
		assertThat(leastStale(bounded(), SampleNodes.PRIMARY, lagging(null))).isNull();
	}

	private static Node lagging(@Nullable Duration lag) {
		return SampleNodes.replica("db2", SampleNodes.upTo(100), lag);
	}

	private static ReadDemand demand() {
		return demand(SampleNodes.upTo(100));
	}

	private static ReadDemand demand(Position position) {
		return new ReadDemand(position, MAX_LAG, false, null, false);
	}

	private static ReadDemand bounded() {
		return new ReadDemand(GtidSet.EMPTY, MAX_LAG, true, null, false);
	}

	private static ReadDemand after(String node, boolean tied) {
		return new ReadDemand(SampleNodes.upTo(100), MAX_LAG, false, node, tied);
	}

	/** The name of the node that is chosen while all are idle. */
	private static @Nullable String caughtUp(ReadDemand demand, Node... nodes) {
		return name(ReplicaChoice.caughtUp(new Topology(List.of(nodes)), demand, idle(nodes)), nodes);
	}

	private static @Nullable String mostAdvanced(ReadDemand demand, Node... nodes) {
		return name(ReplicaChoice.mostAdvanced(new Topology(List.of(nodes)), demand, idle(nodes)), nodes);
	}

	private static @Nullable String leastStale(ReadDemand demand, Node... nodes) {
		return name(ReplicaChoice.leastStale(new Topology(List.of(nodes)), demand, idle(nodes)), nodes);
	}

	private static List<Load> idle(Node... nodes) {
		return Arrays.stream(nodes).<Load>map((node) -> IDLE).toList();
	}

	private static @Nullable String name(int chosen, Node... nodes) {
		return (chosen != ReplicaChoice.NONE) ? nodes[chosen].name() : null;
	}

	/** How often each node is chosen. */
	private static int[] drawn(Topology topology, ReadDemand demand, FakeLoad... loads) {
		int[] counts = new int[loads.length];
		for (int draw = 0; draw < DRAWS; draw++) {
			counts[ReplicaChoice.caughtUp(topology, demand, List.of(loads))]++;
		}
		return counts;
	}

	private record FakeLoad(boolean isAvailable, double cost) implements Load {

	}

	/** A node whose reads take so many ticks, any number of them at a time. */
	private static final class SlowLoad implements Load {

		private final int ticks;

		private final List<Integer> ends = new ArrayList<>();

		private int begun;

		SlowLoad(int ticks) {
			this.ticks = ticks;
		}

		void begin(int now) {
			this.ends.add(now + this.ticks);
			this.begun++;
		}

		void endBy(int now) {
			this.ends.removeIf((end) -> end <= now);
		}

		@Override
		public boolean isAvailable() {
			return true;
		}

		@Override
		public double cost() {
			return this.ticks * (this.ends.size() + 1.0);
		}

	}

}
