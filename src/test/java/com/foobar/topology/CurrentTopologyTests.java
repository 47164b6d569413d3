package com.foobar.topology;

import java.util.ArrayList;
import java.util.List;

import com.foobar.position.GtidSet;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link CurrentTopology}. */
class CurrentTopologyTests {

	private static final GtidSet SEVEN = GtidSet.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-7");

	private static final GtidSet EIGHT = GtidSet.parse("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-8");

	private static final Node PRIMARY = new Node("db1", Role.PRIMARY, Health.UP, "", "one", SEVEN, null);

	private final List<TopologyChangedEvent> events = new ArrayList<>();

	private final CurrentTopology current = new CurrentTopology(List.of("db1", "db2"), List.of(this.events::add));

	@Test
	void beginsUnseen() {
		assertThat(this.current.get()).isEqualTo(Topology.unseen(List.of("db1", "db2")));
	}

	@Test
	void listenersLearnWhatWasAndWhatIs() {
		Topology before = this.current.get();
		this.current.update((topology) -> topology.with(PRIMARY));
		assertThat(this.events).containsExactly(new TopologyChangedEvent(before, this.current.get()));
		assertThat(this.current.get().primary()).contains(PRIMARY);
	}

	@Test
	void growingHistoryIsNoEvent() {
		this.current.update((topology) -> topology.with(PRIMARY));
		this.events.clear();
		this.current.update((topology) -> topology.with(PRIMARY.reaching(EIGHT)));
		assertThat(this.events).isEmpty();
		assertThat(this.current.get().node("db1").position()).isEqualTo(EIGHT);
	}

	@Test
	void lateListenerLearnsAtOnceWhatHasChangedBefore() {
		List<TopologyChangedEvent> late = new ArrayList<>();
		this.current.update((topology) -> topology.with(PRIMARY));
		Topology before = this.current.get();
		this.current.addLateListener(late::add);
		this.current.update((topology) -> topology.with(PRIMARY.down("refused")));
		assertThat(late).containsExactly(new TopologyChangedEvent(Topology.unseen(List.of("db1", "db2")), before),
				new TopologyChangedEvent(before, this.current.get()));
	}

	@Test
	void lateListenerLearnsNothingWhereNothingHasChanged() {
		this.current.addLateListener(this.events::add);
		assertThat(this.events).isEmpty();
	}

	@Test
	void nodeHasAnsweredSinceItWasAskedAndNotSinceLater() {
		assertThat(this.current.hasAnsweredSince("db1", 6)).isFalse();
		this.current.update("db1", 7, (topology) -> topology.with(PRIMARY));
		assertThat(this.current.hasAnsweredSince("db1", 6)).isTrue();
		assertThat(this.current.hasAnsweredSince("db1", 7)).isFalse();
		assertThat(this.current.hasAnsweredSince("db2", 6)).isFalse();
		assertThat(this.current.get().primary()).contains(PRIMARY);
	}

	@Test
	void whatAnotherHasFoundIsTakenIn() {
		this.current.update((topology) -> topology.with(PRIMARY));
		this.current.reached("db1", "one", EIGHT);
		assertThat(this.current.get().node("db1").position()).isEqualTo(EIGHT);
	}

	@Test
	void whatWasFoundOnAnotherServerOfThatNameIsNot() {
		this.current.update((topology) -> topology.with(PRIMARY));
		this.current.reached("db1", "two", EIGHT);
		assertThat(this.current.get().node("db1").position()).isEqualTo(SEVEN);
	}

}
