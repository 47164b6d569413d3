package com.foobar.stack;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What was seen of the nodes over time, and whether two of them took writes at once.
 * Looks at two nodes are never of the same moment, so this is what counts: a node took
 * writes before and after another did, without a break. Immutable.
 */
final class Looks {

	/** A node that says nothing for longer is frozen, and takes no writes meanwhile. */
	private static final Duration LONGEST_BREAK = Duration.ofSeconds(1);

	private final List<Look> looks;

	Looks(Collection<Look> looks) {
		this.looks = looks.stream().sorted(Comparator.comparingLong(Look::startNanos)).toList();
	}

	/** The looks at nodes that took writes while another did so before and after. */
	List<Look> overlaps() {
		return this.looks.stream().filter(Look::isWritable).filter(this::isWithinAnothers).toList();
	}

	private boolean isWithinAnothers(Look look) {
		return this.looks.stream()
			.map(Look::node)
			.distinct()
			.filter((node) -> !node.equals(look.node()))
			.anyMatch((node) -> {
				Look before = last(of(node).filter(look::isAfter));
				Look after = of(node).filter((other) -> other.isAfter(look)).findFirst().orElse(null);
				return before != null && after != null && before.isWritable() && after.isWritable()
						&& after.startNanos() - before.endNanos() < LONGEST_BREAK.toNanos()
						&& follows(node, before, after);
			});
	}

	/** Whether nothing was seen of the node between the two but what spans the look. */
	private boolean follows(String node, Look before, Look after) {
		return of(node)
			.filter((look) -> look.startNanos() > before.startNanos() && look.startNanos() < after.startNanos())
			.allMatch(Look::isWritable);
	}

	private Stream<Look> of(String node) {
		return this.looks.stream().filter((look) -> look.node().equals(node));
	}

	private static @Nullable Look last(Stream<Look> looks) {
		return looks.reduce((first, second) -> second).orElse(null);
	}

	/** From the first such look to the last, where each is near the one before. */
	Duration longestOverlap() {
		List<Look> overlaps = overlaps();
		long longest = 0;
		long start = 0;
		for (int index = 0; index < overlaps.size(); index++) {
			Look look = overlaps.get(index);
			boolean begins = index == 0
					|| look.startNanos() - overlaps.get(index - 1).endNanos() > Duration.ofSeconds(1).toNanos();
			start = begins ? look.startNanos() : start;
			longest = Math.max(longest, look.endNanos() - start);
		}
		return Duration.ofNanos(longest);
	}

	/** How often a node has answered. */
	long answers(String node) {
		return of(node).filter((look) -> look.answer() != Look.Answer.SILENT).count();
	}

	/** The longest time between the starts of two looks at a node that it answered. */
	Duration longestGap(String node) {
		List<Look> answered = of(node).filter((look) -> look.answer() != Look.Answer.SILENT).toList();
		return Duration.ofNanos(IntStream.range(1, answered.size())
			.mapToLong((index) -> answered.get(index).startNanos() - answered.get(index - 1).startNanos())
			.max()
			.orElse(0));
	}

}
