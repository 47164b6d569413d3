package com.foobar.routing;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import com.foobar.decision.Refusal;
import com.foobar.decision.RoutingDecision;
import com.foobar.decision.RoutingListener;

import org.springframework.boot.test.context.TestComponent;

/** Remembers where each transaction of a test went. Safe for use by many threads. */
@TestComponent
public class RecordedDecisions implements RoutingListener {

	private final Queue<RoutingDecision> decisions = new ConcurrentLinkedQueue<>();

	private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

	private final LongAdder waitsInVain = new LongAdder();

	private final LongAdder positionsIgnored = new LongAdder();

	@Override
	public void routed(RoutingDecision decision) {
		this.decisions.add(decision);
	}

	@Override
	public void refused(Refusal refusal, Duration waited) {
		this.refusals.add(refusal);
	}

	@Override
	public void waitedInVain(String node) {
		this.waitsInVain.increment();
	}

	@Override
	public void positionIgnored() {
		this.positionsIgnored.increment();
	}

	public void clear() {
		this.decisions.clear();
		this.refusals.clear();
		this.waitsInVain.reset();
		this.positionsIgnored.reset();
	}

	/** The nodes in the order of their transactions. */
	public List<String> nodes() {
		return this.decisions.stream().map(RoutingDecision::node).toList();
	}

	/** How many transactions went where and why, such as {@code db1 write}. */
	public Map<String, Long> counts() {
		return this.decisions.stream()
			.collect(Collectors.groupingBy((decision) -> decision.node() + " " + decision.reason(), TreeMap::new,
					Collectors.counting()));
	}

	List<Refusal> refusals() {
		return List.copyOf(this.refusals);
	}

	/** The longest time that a transaction was held back. */
	Duration longestWait() {
		return this.decisions.stream()
			.map(RoutingDecision::waited)
			.max(Comparator.naturalOrder())
			.orElse(Duration.ZERO);
	}

	/** How many reads have waited in vain for a replica. */
	long waitsInVain() {
		return this.waitsInVain.sum();
	}

	/** How many reads were to see what nobody has ever heard of. */
	long positionsIgnored() {
		return this.positionsIgnored.sum();
	}

}
