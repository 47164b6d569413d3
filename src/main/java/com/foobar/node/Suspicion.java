package com.foobar.node;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/**
 * The time for which a node is left alone after a failure: until it has been asked and
 * has answered. Safe for use by many threads.
 */
final class Suspicion {

	private static final long NONE = Long.MIN_VALUE;

	private final long limitNanos;

	private final LongPredicate hasAnsweredSince;

	private final LongSupplier clock;

	private final AtomicLong sinceNanos = new AtomicLong(NONE);

	/**
	 * A suspicion that nobody holds yet.
	 * @param limit after which it ends without an answer
	 * @param hasAnsweredSince whether the node was asked after a moment of the clock and
	 * has answered, which ends it
	 * @param clock tells nanoseconds
	 */
	Suspicion(Duration limit, LongPredicate hasAnsweredSince, LongSupplier clock) {
		this.limitNanos = limit.toNanos();
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
		if (this.hasAnsweredSince.test(since) || this.clock.getAsLong() - since >= this.limitNanos) {
			this.sinceNanos.compareAndSet(since, NONE);
			return false;
		}
		return true;
	}

}
