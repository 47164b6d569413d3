package com.foobar.routing;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * When something became so, as a thread of its own has seen it that looks every
 * millisecond from now on, whatever else the test does meanwhile.
 *
 * @param lastNotNanos when the last look began that did not find it so
 * @param firstSeenNanos when the first look had ended that did
 */
record Sighting(long lastNotNanos, long firstSeenNanos) {

	private static final long PATIENCE_SECONDS = 20;

	/** Begins to look. */
	static FutureTask<Sighting> of(BooleanSupplier condition) {
		FutureTask<Sighting> task = new FutureTask<>(() -> look(condition));
		Thread thread = new Thread(task, "sighting");
		thread.setDaemon(true);
		thread.start();
		return task;
	}

	private static Sighting look(BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean() && !Thread.interrupted()) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
			start = System.nanoTime();
		}
		return new Sighting(start, System.nanoTime());
	}

	/** Waits until it has been seen, and no longer. */
	static Sighting await(FutureTask<Sighting> sighting) {
		try {
			return sighting.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while something is awaited", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("Not seen within %d s".formatted(PATIENCE_SECONDS), ex);
		}
		finally {
			sighting.cancel(true);
		}
	}

	/** How long after a moment it was seen. */
	Duration after(long nanos) {
		return Duration.ofNanos(this.firstSeenNanos - nanos);
	}

}
