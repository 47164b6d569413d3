package com.foobar.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;

/**
 * A visitor who reads the list 20 times a second while others misbehave, and remembers
 * how that went. Used by one thread.
 */
final class Bystander implements AutoCloseable {

	private static final String QUERY = "?limit=1&bystander";

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private final GuestbookClient client = new GuestbookClient(Stack.url());

	private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

	private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);

	private Bystander() {
		read();
		this.nanos.clear();
		this.executor.scheduleAtFixedRate(this::read, 0, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
	}

	/** Starts the visitor, who has been there once. */
	static Bystander start() {
		return new Bystander();
	}

	private void read() {
		long start = System.nanoTime();
		try {
			Answer answer = this.client.list(QUERY);
			if (answer.status() != 200) {
				this.failures.add(answer.toString());
			}
		}
		catch (RuntimeException ex) {
			this.failures.add(ex.toString());
		}
		this.nanos.add(System.nanoTime() - start);
	}

	/** Ends the visit. */
	@Override
	public void close() {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(30, TimeUnit.SECONDS)) {
				throw new AssertionError("The bystander still waits for an answer");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while a bystander ended", ex);
		}
	}

	/** Whether a line in a log is of a bystander's request. */
	static boolean isOwn(String line) {
		return line.contains(QUERY);
	}

	/** What was not answered as it should have been. */
	List<String> failures() {
		return List.copyOf(this.failures);
	}

	/** How many requests there were, the very first included. */
	int requests() {
		return this.nanos.size() + 1;
	}

	/**
	 * How long requests took.
	 * @param share the part of them that took no longer, 0 to 1
	 */
	Duration latency(double share) {
		List<Long> sorted = this.nanos.stream().sorted().toList();
		return Duration.ofNanos(sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size()))));
	}

	@Override
	public String toString() {
		return "%d requests, %d failed, median %.1f ms, 99 %% within %.1f ms".formatted(requests(),
				this.failures.size(), latency(0.5).toNanos() / 1e6, latency(0.99).toNanos() / 1e6);
	}

}
