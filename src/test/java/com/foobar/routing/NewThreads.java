package com.foobar.routing;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.foobar.history.Load;

/**
 * The threads of loads, instances and pools that have begun since this was made. Safe for
 * use by several threads.
 */
final class NewThreads {

	private static final String MONITOR = "monitor-";

	private static final Pattern OURS = Pattern.compile(Load.THREADS + ".*|" + MONITOR + ".*|close-.*|db\\d+ .*");

	/**
	 * Those of every pool that come and go as its connections do. The pools of other
	 * tests' applications, which are kept, lose theirs in a fault too. One that is open
	 * has a housekeeper.
	 */
	private static final Pattern PASSING = Pattern.compile("db\\d+ .*:connection-(adder|closer)");

	/** Where a transaction waits: in the router, the pool or the driver. */
	private static final List<String> WAITING = List.of("com.foobar.", "com.zaxxer.hikari.", "com.mysql.cj.");

	private final Set<Thread> before = Thread.getAllStackTraces().keySet();

	/** The names of those that live. */
	List<String> living() {
		return since().map((entry) -> entry.getKey().getName()).filter((name) -> OURS.matcher(name).matches()).toList();
	}

	/**
	 * Those that a load has left behind: its own that live, and all that are in the
	 * router, the pool or the driver, each with where it is. Monitors are always there,
	 * and so is who asks.
	 */
	List<String> leftByLoad() {
		return since().filter((entry) -> !entry.getKey().getName().startsWith(MONITOR))
			.filter((entry) -> entry.getKey().getName().startsWith(Load.THREADS) || waits(entry.getValue()))
			.map((entry) -> entry.getKey().getName() + " in " + List.of(entry.getValue()))
			.toList();
	}

	private Stream<Map.Entry<Thread, StackTraceElement[]>> since() {
		return Thread.getAllStackTraces()
			.entrySet()
			.stream()
			.filter((entry) -> !this.before.contains(entry.getKey()) && entry.getKey() != Thread.currentThread())
			.filter((entry) -> !PASSING.matcher(entry.getKey().getName()).matches());
	}

	private static boolean waits(StackTraceElement[] stack) {
		return Stream.of(stack)
			.map(StackTraceElement::getClassName)
			.anyMatch((name) -> WAITING.stream().anyMatch(name::startsWith));
	}

}
