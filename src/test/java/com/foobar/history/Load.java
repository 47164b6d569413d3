package com.foobar.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.awaitility.Awaitility;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Sessions at work, each sequentially and in a thread of its own, on the next of several
 * instances each time, until closed. The rate does not follow the answers: what is due
 * while a session waits is made up for without a break. Safe for use by several threads.
 */
public final class Load implements AutoCloseable {

	/** What the names of the sessions' threads begin with. */
	public static final String THREADS = "session-";

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final List<Future<?>> sessions = new ArrayList<>();

	private final LongAdder ended = new LongAdder();

	private final ScheduledThreadPoolExecutor executor;

	private Load(int sessions) {
		this.executor = new ScheduledThreadPoolExecutor(sessions, new CustomizableThreadFactory(THREADS));
	}

	/**
	 * Starts the sessions.
	 * @param traffic how many, and how much they do
	 * @param instances what they use in turn; each session begins with the next
	 * @param failures tells refused writes from unknown ones
	 * @param history where they record what they do
	 * @return the running load, to be closed
	 */
	public static Load start(Traffic traffic, List<? extends Instance> instances, WriteFailures failures,
			History history) {
		Load load = new Load(traffic.sessions());
		for (int id = 0; id < traffic.sessions(); id++) {
			load.add(new Session(id, traffic, List.copyOf(instances), failures, history), traffic.offsetNanos(id),
					traffic.intervalNanos());
		}
		return load;
	}

	private void add(Session session, long offsetNanos, long intervalNanos) {
		this.sessions.add(this.executor.scheduleAtFixedRate(() -> {
			session.run();
			this.ended.increment();
		}, offsetNanos, intervalNanos, TimeUnit.NANOSECONDS));
	}

	/**
	 * Waits until so many more operations have ended, well or not.
	 * @param operations number of operations from now on
	 * @return this
	 */
	public Load await(long operations) {
		long target = this.ended.sum() + operations;
		Awaitility.await("%d more operations".formatted(operations))
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> this.ended.sum() >= target || this.sessions.stream().anyMatch(Future::isDone));
		assertAllAtWork();
		return this;
	}

	private void assertAllAtWork() {
		for (Future<?> session : this.sessions) {
			try {
				if (session.isDone() && !session.isCancelled()) {
					session.get();
				}
			}
			catch (ExecutionException ex) {
				throw new IllegalStateException("A session has broken off: " + ex.getCause(), ex.getCause());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while the load is looked at", ex);
			}
		}
	}

	/**
	 * Lets every session end what it does and then stop.
	 * @throws IllegalStateException if one does not end, or has broken off by an error
	 * that is no failure of an operation
	 */
	@Override
	public void close() {
		this.executor.shutdown();
		try {
			if (!this.executor.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
				this.executor.shutdownNow();
				throw new IllegalStateException("An operation has not ended within %s".formatted(PATIENCE));
			}
		}
		catch (InterruptedException ex) {
			this.executor.shutdownNow();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the load ends", ex);
		}
		assertAllAtWork();
	}

}
