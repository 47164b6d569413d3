package com.foobar.topology;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.foobar.position.GtidSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Tests for {@link Topology} and its {@link Node nodes}. */
class TopologyTests {

	private static final GtidSet SOME = GtidSet.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-7");

	private static final Node PRIMARY = node("db1", Role.PRIMARY, Health.UP);

	private static final Node REPLICA = node("db2", Role.REPLICA, Health.UP);

	@Test
	void unseenNodesAreDownAndSaySo() {
		Topology topology = Topology.unseen(List.of("db1", "db2"));
		assertThat(topology.nodes()).hasToString("[db1 UNKNOWN DOWN (not seen yet), db2 UNKNOWN DOWN (not seen yet)]")
			.noneMatch(Node::isSeen);
		assertThat(topology.primary()).isEmpty();
		assertThat(topology.replicas()).isEmpty();
	}

	@Test
	void primaryIsTheOneNodeThatTakesWrites() {
		Topology topology = new Topology(List.of(PRIMARY, REPLICA));
		assertThat(topology.primary()).contains(PRIMARY);
		assertThat(topology.with(PRIMARY.down("refused")).primary()).isEmpty();
	}

	@Test
	void ofTwoWritableNodesNoneIsThePrimary() {
		Topology topology = new Topology(List.of(PRIMARY, node("db2", Role.PRIMARY, Health.UP)));
		assertThat(topology.primary()).isEmpty();
		assertThat(topology.writable()).extracting(Node::name).containsExactly("db1", "db2");
	}

	@Test
	void replicasAreThoseThatAreUp() {
		for (Health health : Health.values()) {
			Topology topology = new Topology(List.of(PRIMARY, node("db2", Role.REPLICA, health)));
			assertThat(topology.replicas().count()).as(health.name()).isEqualTo((health == Health.UP) ? 1 : 0);
		}
	}

	@Test
	void replicaThatWasNeverComparedServesWhereThereIsNoPrimary() {
		Node checking = node("db2", Role.REPLICA, Health.CHECKING);
		assertThat(new Topology(List.of(PRIMARY.down("refused"), checking)).replicas()).containsExactly(checking);
		assertThat(new Topology(List.of(PRIMARY, node("db3", Role.PRIMARY, Health.UP), checking)).replicas()).isEmpty();
	}

	@Test
	void nodeThatIsDownKeepsItsHistoryButNotItsRole() {
		Node down = REPLICA.down("refused");
		assertThat(down).hasToString("db2 UNKNOWN DOWN (refused)");
		assertThat(down.position()).isEqualTo(SOME);
		assertThat(down.serverId()).isEqualTo("id-of-db2");
		assertThat(down.lag()).isNull();
		assertThat(down.isSeen()).isTrue();
	}

	@Test
	void onlyRoleHealthAndIdentityMakeANodeAnother() {
		assertThat(REPLICA.isLike(REPLICA.reaching(GtidSet.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:8")))).isTrue();
		assertThat(REPLICA.isLike(REPLICA.with(Health.BROKEN, "applier stopped"))).isFalse();
		assertThat(REPLICA.isLike(node("db2", Role.PRIMARY, Health.UP))).isFalse();
		assertThat(Node.unseen("db2").isLike(Node.unseen("db2").down("refused"))).isFalse();
		assertThat(REPLICA.down("refused").isLike(REPLICA.down("timed out"))).isTrue();
	}

	@Test
	void unknownNameIsRefusedWithTheKnownOnes() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Topology(List.of(PRIMARY, REPLICA)).node("db3"))
			.withMessage("No node 'db3' among [db1, db2]");
	}

	@Test
	void namesAreUniqueAndThereIsOne() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Topology(List.of(PRIMARY, PRIMARY)));
		assertThatIllegalArgumentException().isThrownBy(() -> new Topology(List.of()));
		List<Node> most = IntStream.range(0, Topology.MAX_NODES)
			.mapToObj((number) -> node("db" + number, Role.REPLICA, Health.UP))
			.toList();
		assertThat(new Topology(most).nodes()).hasSize(64);
		List<Node> tooMany = Stream.concat(most.stream(), Stream.of(node("one-more", Role.REPLICA, Health.UP)))
			.toList();
		assertThatIllegalArgumentException().isThrownBy(() -> new Topology(tooMany))
			.withMessageStartingWith("A topology has 1 to 64 nodes");
	}

	private static Node node(String name, Role role, Health health) {
		return new Node(name, role, health, "", "id-of-" + name, SOME, Duration.ZERO);
	}

}
