package com.foobar.position;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Position of MySQL: a set of global transaction identifiers, each the number that a
 * source has given to one of its transactions. Immutable.
 * <p>
 * A source is a UUID, the server's or its group's, with an optional tag; its numbers may
 * have gaps anywhere. So one set contains another by comparing the intervals of each
 * source, never by the highest numbers.
 */
public final class GtidSet implements Position {

	/**
	 * The set without transactions.
	 */
	public static final GtidSet EMPTY = new GtidSet(new GtidSubset[0]);

	private final GtidSubset[] subsets;

	private GtidSet(GtidSubset[] subsets) {
		this.subsets = subsets;
	}

	/** A set of subsets in the order of their sources, one for each. */
	static GtidSet of(List<GtidSubset> subsets) {
		return subsets.isEmpty() ? EMPTY : new GtidSet(subsets.toArray(GtidSubset[]::new));
	}

	/**
	 * Read a set as MySQL does, such as {@code uuid:1-19:21:tag:1,uuid:1}, or the single
	 * identifier {@code uuid:7} or {@code uuid:tag:7} that a commit is answered with.
	 * <p>
	 * UUIDs have 36 characters. Tags have up to 32 letters, digits and underscores, not a
	 * digit first. Numbers are from 1 to 2<sup>63</sup>-2. Letters may be of either case,
	 * sources and intervals in any order and overlapping, items between commas empty, and
	 * there may be blanks and line breaks between any two of these elements. Unlike the
	 * server this refuses what is meaningless rather than wrong: a source or tag without
	 * a number, an interval that ends before it begins; and UUIDs in braces or without
	 * hyphens, which no server prints.
	 * <p>
	 * Takes time and memory in proportion to the text where it is in canonical order.
	 * @param text the text, of at most {@link #MAX_LENGTH} characters and
	 * {@link #MAX_ELEMENTS} intervals; {@link #EMPTY} if it is blank
	 * @return the set
	 * @throws IllegalArgumentException if the text is malformed, with the place and the
	 * rule
	 */
	public static GtidSet parse(String text) {
		return new GtidSetParser(text).parse();
	}

	@Override
	public boolean contains(Position other) {
		return (other instanceof GtidSet set) ? contains(set) : other.isEmpty();
	}

	private boolean contains(GtidSet other) {
		for (GtidSubset subset : other.subsets) {
			if (!numbersOf(subset.source()).contains(subset.numbers())) {
				return false;
			}
		}
		return true;
	}

	private Intervals numbersOf(GtidSource source) {
		int low = 0;
		int high = this.subsets.length - 1;
		while (low <= high) {
			int middle = (low + high) >>> 1;
			int order = this.subsets[middle].source().compareTo(source);
			if (order == 0) {
				return this.subsets[middle].numbers();
			}
			low = (order < 0) ? middle + 1 : low;
			high = (order < 0) ? high : middle - 1;
		}
		return Intervals.NONE;
	}

	@Override
	public Position plus(Position other) {
		if (contains(other)) {
			return this;
		}
		return other.contains(this) ? other : combine(set(other), Intervals::plus);
	}

	@Override
	public Position through(Position own) {
		return (own instanceof GtidSet set && !own.isEmpty()) ? combine(set, Intervals::through) : plus(own);
	}

	@Override
	public Position minus(Position other) {
		return (isEmpty() || other.isEmpty()) ? this : combine(set(other), Intervals::minus);
	}

	private GtidSet set(Position other) {
		if (other instanceof GtidSet set) {
			return set;
		}
		throw PositionReader.mixed(this, other);
	}

	/** Both sets source by source, in one walk along the two. */
	private GtidSet combine(GtidSet other, BinaryOperator<Intervals> operator) {
		List<GtidSubset> result = new ArrayList<>(this.subsets.length + other.subsets.length);
		int mine = 0;
		int theirs = 0;
		while (mine < this.subsets.length || theirs < other.subsets.length) {
			int order = order(mine, other, theirs);
			GtidSource source = ((order <= 0) ? this.subsets[mine] : other.subsets[theirs]).source();
			Intervals numbers = operator.apply((order <= 0) ? this.subsets[mine++].numbers() : Intervals.NONE,
					(order >= 0) ? other.subsets[theirs++].numbers() : Intervals.NONE);
			if (!numbers.isEmpty()) {
				result.add(new GtidSubset(source, numbers));
			}
		}
		return of(result);
	}

	private int order(int mine, GtidSet other, int theirs) {
		if (mine == this.subsets.length) {
			return 1;
		}
		return (theirs == other.subsets.length) ? -1
				: this.subsets[mine].source().compareTo(other.subsets[theirs].source());
	}

	@Override
	public Set<String> sources() {
		Set<String> sources = new HashSet<>();
		for (GtidSubset subset : this.subsets) {
			sources.add(subset.source().uuid());
		}
		return sources;
	}

	@Override
	public Position retain(Set<String> sources) {
		List<GtidSubset> result = Stream.of(this.subsets)
			.filter((subset) -> sources.contains(subset.source().uuid()))
			.toList();
		return (result.size() == this.subsets.length) ? this : of(result);
	}

	@Override
	public boolean isEmpty() {
		return this.subsets.length == 0;
	}

	@Override
	public long size() {
		long size = 0;
		for (GtidSubset subset : this.subsets) {
			size += subset.numbers().size();
			if (size < 0) {
				return Long.MAX_VALUE;
			}
		}
		return size;
	}

	@Override
	public long leadOver(Position other) {
		return minus(other).size();
	}

	/**
	 * Whether the other is a set of the same transactions.
	 * @param other object to compare with
	 * @return whether each contains the other
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof GtidSet set && Arrays.equals(this.subsets, set.subsets);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.subsets);
	}

	/**
	 * The canonical text: UUIDs sorted and in lower case, each once, its tags after it,
	 * intervals merged, as the server prints it but without its line breaks.
	 * @return a text that the server and {@link #parse} read as this set
	 */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		GtidSource previous = null;
		for (GtidSubset subset : this.subsets) {
			subset.source().appendTo(text, previous);
			subset.numbers().appendTo(text);
			previous = subset.source();
		}
		return text.toString();
	}

}
