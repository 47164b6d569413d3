package com.foobar.node;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The time for which a node is left alone after a failure. Safe for use by many threads.
 */
final class Suspicion {

	private final long limitNanos;

	private final LongSupplier clock;

	private volatile boolean held;

	private volatile long sinceNanos;

	/**
	 * A suspicion that nobody holds yet.
	 * @param limit after which it ends by itself
	 * @param clock tells nanoseconds
	 */
	Suspicion(Duration limit, LongSupplier clock) {
		this.limitNanos = limit.toNanos();
		this.clock = clock;
	}

	/** Begins, unless it is held already; tells whether it has begun. */
	boolean begin() {
		if (isHeld()) {
			return false;
		}
		this.sinceNanos = this.clock.getAsLong();
		this.held = true;
		return true;
	}

	boolean isHeld() {
		if (!this.held) {
			return false;
		}
		boolean over = this.clock.getAsLong() - this.sinceNanos >= this.limitNanos;
		this.held = !over;
		return !over;
	}

}
