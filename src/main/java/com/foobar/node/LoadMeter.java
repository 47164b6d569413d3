package com.foobar.node;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Measures how busy a node is with the reads of this instance. Safe for use by many
 * threads; what two of them measure in the same moment may count once.
 */
final class LoadMeter {

	/**
	 * After this time a measurement has lost most of its weight, so that a node that was
	 * slow is tried again.
	 */
	private static final double MEMORY_NANOS = 1e9;

	/** So long ago that nothing is left of a measurement. */
	private static final long LONG_NANOS = 3_600_000_000_000L;

	private static final double LEAST_LATENCY_NANOS = 1000;

	private final LongSupplier clock;

	private final AtomicInteger inFlight = new AtomicInteger();

	private volatile double latencyNanos;

	private volatile long measuredNanos;

	/**
	 * A meter of an idle node.
	 * @param clock tells nanoseconds
	 */
	LoadMeter(LongSupplier clock) {
		this.clock = clock;
		this.measuredNanos = clock.getAsLong() - LONG_NANOS;
	}

	/** A transaction has been given a connection; tells when. */
	long began() {
		this.inFlight.incrementAndGet();
		return this.clock.getAsLong();
	}

	/** A transaction has given its connection back. */
	void ended(long beganNanos) {
		this.inFlight.decrementAndGet();
		long now = this.clock.getAsLong();
		double weight = weight(now);
		this.latencyNanos = this.latencyNanos * weight + (now - beganNanos) * (1 - weight);
		this.measuredNanos = now;
	}

	/** What one more read would cost. */
	double cost() {
		double latency = this.latencyNanos * weight(this.clock.getAsLong());
		return Math.max(latency, LEAST_LATENCY_NANOS) * (this.inFlight.get() + 1);
	}

	/** What is left of the last measurement. */
	private double weight(long now) {
		return Math.exp((this.measuredNanos - now) / MEMORY_NANOS);
	}

}
