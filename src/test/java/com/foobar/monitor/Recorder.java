package com.foobar.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.TopologyChangedEvent;
import org.awaitility.Awaitility;

/**
 * Remembers what the nodes were at each event, and when. Safe for use by many threads.
 */
final class Recorder implements Consumer<TopologyChangedEvent> {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final List<Moment> moments = new CopyOnWriteArrayList<>();

	@Override
	public void accept(TopologyChangedEvent event) {
		this.moments.add(new Moment(System.nanoTime(), event));
	}

	void clear() {
		this.moments.clear();
	}

	/** The states that a node has gone through, as the events tell them. */
	List<Health> healths(String node) {
		List<Health> healths = new ArrayList<>();
		for (Moment moment : this.moments) {
			Health health = moment.node(node).health();
			if (healths.isEmpty() || healths.get(healths.size() - 1) != health) {
				healths.add(health);
			}
		}
		return healths;
	}

	/**
	 * Waits for the event since a time at which a node is such: how long after it was.
	 */
	Duration await(String node, Predicate<Node> state, long sinceNanos) {
		Predicate<Moment> wanted = (moment) -> moment.nanos() - sinceNanos >= 0 && state.test(moment.node(node));
		Awaitility.await("%s among %s".formatted(node, this.moments))
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.until(() -> this.moments.stream().anyMatch(wanted));
		return this.moments.stream()
			.filter(wanted)
			.findFirst()
			.map((moment) -> Duration.ofNanos(moment.nanos() - sinceNanos))
			.orElseThrow();
	}

	/**
	 * An event and its time.
	 *
	 * @param nanos when
	 * @param event what
	 */
	private record Moment(long nanos, TopologyChangedEvent event) {

		Node node(String name) {
			return this.event.current().node(name);
		}

	}

}
