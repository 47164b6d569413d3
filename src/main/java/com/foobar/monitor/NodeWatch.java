package com.foobar.monitor;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import com.foobar.pool.Failures;
import com.foobar.probe.Answer;
import com.foobar.probe.MonitorSettings;
import com.foobar.probe.Observation;
import com.foobar.probe.Probe;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Polls one node until it is told to stop. Runs on the one thread of its node; how old
 * the last result is, and {@link #abort()}, are for others too.
 */
final class NodeWatch implements Runnable {

	private static final Log logger = LogFactory.getLog(NodeWatch.class);

	private final String node;

	private final Probe probe;

	private final Findings findings;

	private final MonitorSettings settings;

	private final CountDownLatch stop;

	private final LongSupplier clock;

	private volatile long lastNanos;

	private volatile boolean polled;

	NodeWatch(String node, Probe probe, Findings findings, MonitorSettings settings, CountDownLatch stop,
			LongSupplier clock) {
		this.node = node;
		this.probe = probe;
		this.findings = findings;
		this.settings = settings;
		this.stop = stop;
		this.clock = clock;
		this.lastNanos = clock.getAsLong();
	}

	String node() {
		return this.node;
	}

	@Override
	public void run() {
		this.lastNanos = this.clock.getAsLong();
		try (this.probe) {
			do {
				poll();
			}
			while (!stopsWithin(pause()));
		}
	}

	/** Polls once and reports what came of it. */
	void poll() {
		try {
			report();
		}
		catch (RuntimeException ex) {
			logger.error(this.node + ": what was seen of it could not be passed on", ex);
		}
		this.lastNanos = this.clock.getAsLong();
		this.polled = true;
	}

	private void report() {
		long started = this.clock.getAsLong();
		Answer answer;
		try {
			answer = this.probe.poll();
		}
		catch (SQLException | RuntimeException ex) {
			this.findings.lost(this.node, Failures.describe(ex));
			return;
		}
		report(new Observation(answer, started, this.clock.getAsLong()));
	}

	/** An answer that took too long tells how the node was, not how it is. */
	private void report(Observation seen) {
		Duration patience = patience(false);
		if (seen.took().compareTo(patience) > 0) {
			this.findings.lost(this.node,
					"no answer within %s but after %s".formatted(text(patience), text(seen.took())));
		}
		else {
			this.findings.seen(this.node, seen);
		}
	}

	/** Spread, so that many instances do not ask in step. */
	private long pause() {
		return (long) (this.settings.interval().toNanos() * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
	}

	private boolean stopsWithin(long nanos) {
		try {
			return this.stop.await(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	/** Reports the node as down if its last result is too old, whatever holds it up. */
	void checkAge() {
		Duration age = Duration.ofNanos(this.clock.getAsLong() - this.lastNanos);
		if (age.compareTo(patience(this.probe.isEstablished())) > 0) {
			this.findings.lost(this.node, "no answer for " + text(age));
			abort();
		}
	}

	/** The first poll of an application that starts also loads the driver. */
	private Duration patience(boolean established) {
		Duration patience = this.settings.patience(established);
		return this.polled ? patience : patience.multipliedBy(3).dividedBy(2);
	}

	void abort() {
		this.probe.abort();
	}

	private static String text(Duration duration) {
		return duration.toMillis() + " ms";
	}

}
