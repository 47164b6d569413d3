package com.foobar.read;

import java.time.Duration;
import java.util.List;

import com.foobar.consistency.Consistency;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.consistency.ConsistencyScopes;
import com.foobar.consistency.ConsistencySettings;
import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import com.foobar.topology.Topology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what a read asks of a replica. */
class ReadDemandTests {

	private static final Duration MAX_LAG = Duration.ofSeconds(10);

	private static final String UNKNOWN = "aaaaaaaa-71ca-11e1-9e33-c80aa9429562";

	private static final ConsistencyScopes SCOPES = new ConsistencyScopes(
			new ConsistencySettings(Consistency.SESSION, MAX_LAG, List.of("consistency-key-of-the-unit-tests"), "main",
					Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofSeconds(5), 1024, false));

	@Test
	void sessionAsksForAllThatTheVisitorHasWrittenAndSeenAndForTheSameNode() {
		ReadDemand demand = ofVisitor(Consistency.SESSION, "db2");
		assertThat(demand).isEqualTo(new ReadDemand(SampleNodes.upTo(7), MAX_LAG, false, "db2", true));
	}

	@Test
	void sessionOfAVisitorWhoHasReadNowhereAsksForNoNode() {
		assertThat(ofVisitor(Consistency.SESSION, null))
			.isEqualTo(new ReadDemand(SampleNodes.upTo(7), MAX_LAG, false, null, false));
	}

	@Test
	void eventualAsksForNothingButKeepsToTheNodeWhereItCan() {
		assertThat(ofVisitor(Consistency.EVENTUAL, "db2"))
			.isEqualTo(new ReadDemand(GtidSet.EMPTY, MAX_LAG, false, "db2", false));
	}

	@Test
	void boundedAsksForALagOfItsOwnAndForNothingElse() {
		Duration lag = Duration.ofSeconds(2);
		assertThat(ofVisitor(Consistency.bounded(lag), "db2"))
			.isEqualTo(new ReadDemand(GtidSet.EMPTY, lag, true, "db2", false));
	}

	@Test
	void readOutsideOfAnyScopeAsksForNothing() {
		ReadDemand nothing = new ReadDemand(GtidSet.EMPTY, MAX_LAG, false, null, false);
		assertThat(ReadDemand.of(Consistency.SESSION, null, MAX_LAG)).isEqualTo(nothing);
		assertThat(ReadDemand.of(Consistency.EVENTUAL, null, MAX_LAG)).isEqualTo(nothing);
	}

	@Test
	void historyOfASourceThatNobodyKnowsIsDropped() {
		Position position = GtidSet.parse(SampleNodes.SOURCE + ":1-7," + UNKNOWN + ":1-3");
		assertThat(within(position, SampleNodes.PRIMARY, SampleNodes.replica("db2"))).isEqualTo(SampleNodes.upTo(7));
		assertThat(within(GtidSet.parse(UNKNOWN + ":1-3"), SampleNodes.PRIMARY, SampleNodes.replica("db2")).isEmpty())
			.isTrue();
	}

	@Test
	void historyOfAKnownSourceIsKeptHoweverFarItReaches() {
		ReadDemand demand = demand(SampleNodes.upTo(1_000_000));
		assertThat(demand.within(new Topology(List.of(SampleNodes.PRIMARY, SampleNodes.replica("db2")))))
			.isSameAs(demand);
	}

	@Test
	void historyOfANodeThatHasWrittenNothingYetIsKept() {
		Node fresh = new Node("db2", Role.PRIMARY, Health.UP, "", UNKNOWN, GtidSet.EMPTY, null);
		Position written = GtidSet.parse(UNKNOWN + ":1");
		assertThat(within(written, fresh)).isEqualTo(written);
	}

	@Test
	void historyThatANodeBroughtAlongBeforeItWentDownIsKept() {
		assertThat(within(SampleNodes.upTo(7), SampleNodes.PRIMARY.down("refused"),
				SampleNodes.replica("db2", GtidSet.EMPTY, null)))
			.isEqualTo(SampleNodes.upTo(7));
	}

	@Test
	void domainThatNobodyKnowsIsDropped() {
		Node node = SampleNodes.replica("db2", MariaDbPosition.parse("0-1-5"), Duration.ZERO);
		assertThat(within(MariaDbPosition.parse("0-2-9,7-1-3"), node)).isEqualTo(MariaDbPosition.parse("0-2-9"));
	}

	@Test
	void historyOfTheOtherFlavourIsDropped() {
		Node mariaDb = SampleNodes.replica("db2", MariaDbPosition.parse("0-1-5"), Duration.ZERO);
		assertThat(within(SampleNodes.upTo(7), mariaDb).isEmpty()).isTrue();
		assertThat(within(MariaDbPosition.parse("0-1-5"), SampleNodes.replica("db2")).isEmpty()).isTrue();
	}

	@Test
	void restOfTheDemandStaysWhatItWas() {
		Topology topology = new Topology(List.of(SampleNodes.PRIMARY));
		ReadDemand demand = new ReadDemand(GtidSet.parse(UNKNOWN + ":1"), MAX_LAG, true, "db2", true);
		assertThat(demand.within(topology)).isEqualTo(new ReadDemand(GtidSet.EMPTY, MAX_LAG, true, "db2", true));
		assertThat(demand.forEverything(topology))
			.isEqualTo(new ReadDemand(SampleNodes.upTo(100), MAX_LAG, true, "db2", true));
	}

	@Test
	void nodeMeetsWhatItContains() {
		Node node = SampleNodes.replica("db2", SampleNodes.upTo(7), Duration.ZERO);
		assertThat(demand(SampleNodes.upTo(7)).isMetBy(node)).isTrue();
		assertThat(demand(SampleNodes.upTo(8)).isMetBy(node)).isFalse();
		assertThat(demand(GtidSet.EMPTY).isMetBy(node)).isTrue();
		assertThat(demand(MariaDbPosition.parse("0-1-1")).isMetBy(node)).isFalse();
	}

	@Test
	void mariaDbNodeMeetsAllNumbersUpToItsOwn() {
		Node node = SampleNodes.replica("db2", MariaDbPosition.parse("0-1-5"), Duration.ZERO);
		assertThat(demand(MariaDbPosition.parse("0-2-5")).isMetBy(node)).isTrue();
		assertThat(demand(MariaDbPosition.parse("0-1-6")).isMetBy(node)).isFalse();
		assertThat(demand(MariaDbPosition.parse("1-1-1")).isMetBy(node)).isFalse();
	}

	@Test
	void whatIsMissingIsCounted() {
		Node node = SampleNodes.replica("db2", SampleNodes.upTo(7), Duration.ZERO);
		assertThat(demand(SampleNodes.upTo(7)).missingFrom(node)).isZero();
		assertThat(demand(SampleNodes.upTo(10)).missingFrom(node)).isEqualTo(3);
		assertThat(demand(GtidSet.EMPTY).missingFrom(node)).isZero();
		assertThat(demand(SampleNodes.upTo(10)).missingFrom(SampleNodes.replica("db2", GtidSet.EMPTY, null)))
			.isEqualTo(10);
		assertThat(demand(MariaDbPosition.parse("0-1-9")).missingFrom(node)).isEqualTo(Long.MAX_VALUE);
	}

	private static Position within(Position position, Node... nodes) {
		return demand(position).within(new Topology(List.of(nodes))).position();
	}

	private static ReadDemand demand(Position position) {
		return new ReadDemand(position, MAX_LAG, false, null, false);
	}

	/** A read of a visitor who has written seven times, and has been served by a node. */
	private static ReadDemand ofVisitor(Consistency consistency, @Nullable String node) {
		try (ConsistencyScope scope = SCOPES.open(new ConsistencyToken(SampleNodes.upTo(7), null, node, false))) {
			return ReadDemand.of(consistency, scope, MAX_LAG);
		}
	}

}
