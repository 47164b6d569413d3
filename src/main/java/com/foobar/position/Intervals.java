package com.foobar.position;

import java.util.Arrays;

/**
 * Set of transaction numbers, stored as the intervals they form. Immutable.
 * <p>
 * The array holds, strictly ascending, the first number of each interval and the first
 * number after it. So a number is in the set exactly if an odd number of these bounds is
 * not above it, which a binary search tells, and two sets are combined in one walk along
 * both.
 */
final class Intervals {

	static final Intervals NONE = new Intervals(new long[0]);

	/** The longest gap that is taken for transactions not heard of yet. */
	private static final long MAX_UNKNOWN = 1000;

	private final long[] bounds;

	private Intervals(long[] bounds) {
		this.bounds = bounds;
	}

	boolean isEmpty() {
		return this.bounds.length == 0;
	}

	/** The count of numbers, which fits since the highest number is 2^63-2. */
	long size() {
		long size = 0;
		for (int i = 0; i < this.bounds.length; i += 2) {
			size += this.bounds[i + 1] - this.bounds[i];
		}
		return size;
	}

	boolean contains(Intervals other) {
		int passed = 0;
		for (int i = 0; i < other.bounds.length; i += 2) {
			passed = passed(other.bounds[i], passed);
			if (!isInside(passed) || this.bounds[passed] < other.bounds[i + 1]) {
				return false;
			}
		}
		return true;
	}

	/** How many bounds are not above the number, given that so many are not. */
	private int passed(long number, int atLeast) {
		int found = Arrays.binarySearch(this.bounds, atLeast, this.bounds.length, number);
		return (found >= 0) ? found + 1 : -(found + 1);
	}

	Intervals plus(Intervals other) {
		if (other.isEmpty()) {
			return this;
		}
		return isEmpty() ? other : combine(other, (mine, theirs) -> mine || theirs);
	}

	/**
	 * Both, and all numbers up to the last of the other from the first gap on that is
	 * near enough below it.
	 */
	Intervals through(Intervals own) {
		if (own.isEmpty()) {
			return this;
		}
		long end = own.bounds[own.bounds.length - 1];
		long start = firstGap(end - MAX_UNKNOWN);
		Intervals both = plus(own);
		return (start < end) ? both.plus(new Intervals(new long[] { start, end })) : both;
	}

	/**
	 * Where the first gap begins from a number on, which may be before the first number.
	 */
	private long firstGap(long least) {
		if (least <= 1) {
			return 1;
		}
		int end = passed(least - 1, 0) | 1;
		return (end < this.bounds.length) ? this.bounds[end] : Long.MAX_VALUE;
	}

	Intervals minus(Intervals other) {
		return (isEmpty() || other.isEmpty()) ? this : combine(other, (mine, theirs) -> mine && !theirs);
	}

	private Intervals combine(Intervals other, Membership membership) {
		long[] result = new long[this.bounds.length + other.bounds.length];
		int mine = 0;
		int theirs = 0;
		int size = 0;
		while (mine < this.bounds.length || theirs < other.bounds.length) {
			long next = Math.min(boundOrEnd(mine), other.boundOrEnd(theirs));
			mine += isBound(mine, next) ? 1 : 0;
			theirs += other.isBound(theirs, next) ? 1 : 0;
			if (membership.test(isInside(mine), isInside(theirs)) != isInside(size)) {
				result[size++] = next;
			}
		}
		return new Intervals(Arrays.copyOf(result, size));
	}

	private long boundOrEnd(int index) {
		return (index < this.bounds.length) ? this.bounds[index] : Long.MAX_VALUE;
	}

	private boolean isBound(int index, long number) {
		return index < this.bounds.length && this.bounds[index] == number;
	}

	private static boolean isInside(int passed) {
		return (passed & 1) != 0;
	}

	/** Appends the intervals as the server prints them, each after a colon. */
	void appendTo(StringBuilder text) {
		for (int i = 0; i < this.bounds.length; i += 2) {
			long first = this.bounds[i];
			long last = this.bounds[i + 1] - 1;
			text.append(':').append(first);
			if (last != first) {
				text.append('-').append(last);
			}
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Intervals intervals && Arrays.equals(this.bounds, intervals.bounds);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.bounds);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		appendTo(text);
		return text.toString();
	}

	/** Whether a number is in a combination of two sets. */
	private interface Membership {

		boolean test(boolean mine, boolean theirs);

	}

	/**
	 * Collects intervals in any order, overlapping or not. Confined to one thread.
	 */
	static final class Builder {

		private long[] bounds = new long[2];

		private int size;

		private boolean ascending = true;

		/** Adds the numbers from the first to the last, both included. */
		void add(long first, long last) {
			if (this.size == this.bounds.length) {
				this.bounds = Arrays.copyOf(this.bounds, this.size * 2);
			}
			this.ascending &= this.size == 0 || this.bounds[this.size - 1] < first;
			this.bounds[this.size++] = first;
			this.bounds[this.size++] = last + 1;
		}

		Intervals build() {
			if (!this.ascending) {
				merge();
			}
			return new Intervals(Arrays.copyOf(this.bounds, this.size));
		}

		/**
		 * Sorts firsts and ends each for themselves: there is a gap after the n-th end
		 * exactly if the next first is beyond it, since then n intervals have ended and
		 * no others begun.
		 */
		private void merge() {
			long[] firsts = every(0);
			long[] ends = every(1);
			this.size = 0;
			for (int i = 0; i < ends.length; i++) {
				if (i == 0 || firsts[i] > ends[i - 1]) {
					this.bounds[this.size++] = firsts[i];
				}
				if (i == ends.length - 1 || firsts[i + 1] > ends[i]) {
					this.bounds[this.size++] = ends[i];
				}
			}
		}

		private long[] every(int offset) {
			long[] every = new long[this.size / 2];
			for (int i = 0; i < every.length; i++) {
				every[i] = this.bounds[2 * i + offset];
			}
			Arrays.sort(every);
			return every;
		}

	}

}
