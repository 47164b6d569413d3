package com.foobar.node;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The time for which a node is left alone after a failure, so that what many meet in one
 * moment counts once. One that has refused a write is also left alone until it has been
 * asked and has answered: until then it would refuse the next one too. Safe for use by
 * many threads.
 */
final class Suspicion {

	private final long leastNanos;

	private final long mostNanos;

	private final LongPredicate hasAnsweredSince;

	private final LongSupplier clock;

	private final AtomicReference<@Nullable Failure> held = new AtomicReference<>();

	/**
	 * A suspicion that nobody holds yet.
	 * @param least how long it lasts
	 * @param most how long it lasts at most after a refusal, without an answer
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

	/**
	 * Begins, unless it is held already for as much; tells whether it has begun.
	 * @param refused whether the node has refused a write
	 */
	boolean begin(boolean refused) {
		Failure before = current();
		return (before == null || (refused && !before.refused()))
				&& this.held.compareAndSet(before, new Failure(this.clock.getAsLong(), refused));
	}

	boolean isHeld() {
		return current() != null;
	}

	private @Nullable Failure current() {
		Failure failure = this.held.get();
		if (failure == null || lasts(failure)) {
			return failure;
		}
		this.held.compareAndSet(failure, null);
		return null;
	}

	private boolean lasts(Failure failure) {
		long age = this.clock.getAsLong() - failure.nanos();
		return age < this.leastNanos
				|| (failure.refused() && age < this.mostNanos && !this.hasAnsweredSince.test(failure.nanos()));
	}

	/**
	 * What it is held for. Immutable.
	 *
	 * @param nanos when it was
	 * @param refused whether the node has refused a write
	 */
	private record Failure(long nanos, boolean refused) {

	}

}
