package com.foobar.history;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.util.Assert;

/**
 * Compares what sessions know of their operations with one another and with what the
 * database has in the end. Immutable; its report is a pure function of its arguments.
 */
final class HistoryChecker {

	private static final Comparator<Operation> BY_START = Comparator.comparingLong(Operation::startNanos);

	private static final Comparator<Operation> BY_END = Comparator.comparingLong(Operation::endNanos);

	private static final Comparator<Row> BY_SESSION = Comparator.comparingInt(Row::session)
		.thenComparingLong(Row::number);

	private final List<Operation> operations;

	private final List<Write> writes;

	private final List<Read> reads;

	private final Map<Row, Outcome> outcomes;

	private final Map<Row, Long> rows;

	HistoryChecker(Collection<Operation> operations, Collection<Row> rows) {
		this.operations = operations.stream().sorted(BY_START).toList();
		this.writes = all(Write.class);
		this.reads = all(Read.class);
		this.outcomes = outcomes(this.writes);
		this.rows = rows.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
	}

	private <T extends Operation> List<T> all(Class<T> type) {
		return this.operations.stream().filter(type::isInstance).map(type::cast).toList();
	}

	private static Map<Row, Outcome> outcomes(List<Write> writes) {
		Map<Row, Outcome> outcomes = new HashMap<>();
		for (Write write : writes) {
			Assert.isNull(outcomes.put(write.row(), write.outcome()),
					() -> "Number %s was written twice, which tells nothing".formatted(write.row()));
		}
		return outcomes;
	}

	Report report(List<Mark> marks) {
		long start = this.operations.stream().mapToLong(Operation::startNanos).min().orElse(0);
		long end = this.operations.stream().mapToLong(Operation::endNanos).max().orElse(0);
		return new Report(start, Summary.of(this.writes, start, end), Summary.of(this.reads, start, end), lost(),
				duplicates(), seenAfter(Outcome.REFUSED), seenUnasked(), staleReads(), backwardReads(), marks);
	}

	private List<Write> lost() {
		return this.writes.stream()
			.filter((write) -> write.succeeded() && !this.rows.containsKey(write.row()))
			.toList();
	}

	private List<Row> duplicates() {
		return this.rows.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() > 1)
			.map(Map.Entry::getKey)
			.sorted(BY_SESSION)
			.toList();
	}

	private List<Row> seenAfter(Outcome outcome) {
		return seen().stream().filter((row) -> this.outcomes.get(row) == outcome).sorted(BY_SESSION).toList();
	}

	private List<Row> seenUnasked() {
		return seen().stream().filter((row) -> !this.outcomes.containsKey(row)).sorted(BY_SESSION).toList();
	}

	/** What is there in the end and what was read meanwhile. */
	private Set<Row> seen() {
		Set<Row> seen = new LinkedHashSet<>(this.rows.keySet());
		this.reads.stream().filter(HistoryChecker::foundSomething).map(Read::row).forEach(seen::add);
		return seen;
	}

	private static boolean foundSomething(Read read) {
		return read.succeeded() && read.number() != 0;
	}

	private List<StaleRead> staleReads() {
		Floors floors = new Floors();
		this.writes.stream()
			.filter(Write::succeeded)
			.sorted(BY_END)
			.forEach((write) -> floors.raise(write.session(), write.session(), write.endNanos(), write.number()));
		return below(floors);
	}

	private List<StaleRead> backwardReads() {
		Floors floors = new Floors();
		this.reads.stream()
			.filter(Read::succeeded)
			.sorted(BY_END)
			.forEach((read) -> floors.raise(read.session(), read.register(), read.endNanos(), read.number()));
		return below(floors);
	}

	private List<StaleRead> below(Floors floors) {
		return this.reads.stream()
			.filter(Read::succeeded)
			.map((read) -> new StaleRead(read, floors.at(read.session(), read.register(), read.startNanos())))
			.filter((stale) -> stale.read().number() < stale.expected())
			.toList();
	}

}
