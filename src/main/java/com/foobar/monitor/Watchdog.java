package com.foobar.monitor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Sees to it that no node is taken for what it was long ago, whatever holds its poll up:
 * a frozen server, a name that is not resolved, an answer that comes drop by drop. Runs
 * on one thread of its own.
 */
final class Watchdog implements Runnable {

	private final List<NodeWatch> watches;

	private final Duration interval;

	private final CountDownLatch stop;

	private final LongSupplier clock;

	private long lastNanos;

	Watchdog(List<NodeWatch> watches, Duration interval, CountDownLatch stop, LongSupplier clock) {
		this.watches = watches;
		this.interval = interval;
		this.stop = stop;
		this.clock = clock;
		this.lastNanos = clock.getAsLong();
	}

	@Override
	public void run() {
		try {
			while (!this.stop.await(this.interval.toNanos(), TimeUnit.NANOSECONDS)) {
				look();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Looks at all nodes, unless it was itself held up, as then everybody was. */
	void look() {
		long now = this.clock.getAsLong();
		boolean inTime = now - this.lastNanos <= 2 * this.interval.toNanos();
		this.lastNanos = now;
		if (inTime) {
			this.watches.forEach(NodeWatch::checkAge);
		}
	}

}
