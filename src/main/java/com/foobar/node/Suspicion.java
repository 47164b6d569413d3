package com.foobar.node;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * The time for which a node is left alone after a failure: for a moment, and then until
 * it has been asked and has answered, but not for ever. Safe for use by many threads.
 */
final class Suspicion {

	private static final long NONE = Long.MIN_VALUE;

	private final long leastNanos;

	private final long mostNanos;

	private final LongPredicate hasAnsweredSince;

	private final LongSupplier clock;

	private final AtomicLong sinceNanos = new AtomicLong(NONE);

	/**
	 * A suspicion that nobody holds yet.
	 * @param least how long it lasts at least, so that what many meet in one moment
	 * counts once
	 * @param most after which it ends without an answer
	 * @param hasAnsweredSince whether the node was asked after a moment of the clock and
	 * has answered
	 * @param clock tells nanoseconds
	 */
	Suspicion(Duration least, Duration most, LongPredicate hasAnsweredSince, LongSupplier clock) {
		this.leastNanos = least.toNanos();
		this.mostNanos = most.toNanos();
		this.hasAnsweredSince = hasAnsweredSince;
		this.clock = clock;
	}

	/** Begins, unless it is held already; tells whether it has begun. */
	boolean begin() {
		return !isHeld() && this.sinceNanos.compareAndSet(NONE, this.clock.getAsLong());
	}

	boolean isHeld() {
		long since = this.sinceNanos.get();
		if (since == NONE) {
			return false;
		}
		long age = this.clock.getAsLong() - since;
		if (age < this.leastNanos || (age < this.mostNanos && !this.hasAnsweredSince.test(since))) {
			return true;
		}
		this.sinceNanos.compareAndSet(since, NONE);
		return false;
	}

}
