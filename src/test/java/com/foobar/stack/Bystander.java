package com.foobar.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A visitor who reads the list 20 times a second, first alone and then while others
 * misbehave, and remembers how that went. A request counts from when it was due, so those
 * that wait for another one count too. Used by one thread.
 */
final class Bystander implements AutoCloseable {

	private static final String QUERY = "?limit=1&bystander";

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int WARM_UP = 50;

	private static final int ALONE = 100;

	private final GuestbookClient client = new GuestbookClient(Stack.url());

	private final List<Duration> all = Collections.synchronizedList(new ArrayList<>());

	private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

	private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
		Thread thread = new Thread(task, "bystander");
		thread.setDaemon(true);
		return thread;
	});

	private final Latencies alone;

	private Latencies meanwhile = Latencies.of(List.of());

	private volatile long due;

	private Bystander() {
		for (int request = 0; request < WARM_UP; request++) {
			read();
		}
		this.due = System.nanoTime();
		this.executor.scheduleAtFixedRate(this::read, 0, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
		Awaitility.await("a bystander knows how it is to be alone")
			.atMost(PATIENCE)
			.pollInterval(INTERVAL)
			.until(() -> this.all.size() >= WARM_UP + ALONE);
		this.alone = latencies(WARM_UP, WARM_UP + ALONE);
	}

	/** Starts the visitor, who has been alone for a while. */
	static Bystander start() {
		return new Bystander();
	}

	private void read() {
		try {
			Answer answer = this.client.list(QUERY);
			if (answer.status() != 200) {
				this.failures.add(answer.toString());
			}
		}
		catch (RuntimeException ex) {
			this.failures.add(ex.toString());
		}
		this.all.add(Duration.ofNanos(System.nanoTime() - this.due));
		this.due = this.due + INTERVAL.toNanos();
	}

	/** Has others misbehave, and remembers what took how long until they have ended. */
	<T> T watch(Callable<T> others) throws Exception {
		int start = this.all.size();
		T result = others.call();
		long end = System.nanoTime();
		Awaitility.await("what was asked by then is answered")
			.atMost(PATIENCE)
			.pollInterval(INTERVAL)
			.until(() -> this.due - end > 0);
		this.meanwhile = latencies(start, this.all.size());
		return result;
	}

	private Latencies latencies(int start, int end) {
		return Latencies.of(List.copyOf(this.all).subList(start, end));
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

	/** How many requests there were. */
	int requests() {
		return this.all.size();
	}

	/**
	 * Fails if a request did, or if those that were watched took longer than those alone
	 * by more than a small machine's other work explains.
	 */
	void assertUnharmed() {
		assertThat(failures()).isEmpty();
		assertThat(this.meanwhile.count()).as("requests that were watched").isGreaterThanOrEqualTo(5);
		assertThat(this.meanwhile.median()).as("median, of " + this)
			.isLessThan(this.alone.median().multipliedBy(5).plusMillis(50));
		assertThat(this.meanwhile.most()).as("99 %, of " + this)
			.isLessThan(this.alone.most().multipliedBy(5).plusSeconds(1));
	}

	@Override
	public String toString() {
		return "%d requests, %d failed; alone %s; meanwhile %s".formatted(requests(), this.failures.size(), this.alone,
				this.meanwhile);
	}

}
