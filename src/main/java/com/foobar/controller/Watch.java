package com.foobar.controller;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.foobar.pair.Assessment;
import com.foobar.pair.Memory;
import com.foobar.pair.OperationFailedException;
import com.foobar.pair.Operator;
import com.foobar.pair.Pair;
import com.foobar.pair.PairState;
import com.foobar.pair.Policy;
import com.foobar.pair.Step;
import com.foobar.pair.Step.Promote;
import com.foobar.server.LockedException;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Looks at the pair all the time and does what is to be done. Everything but
 * {@link #last()} is confined to its own thread.
 */
final class Watch implements SmartLifecycle {

	private final Pair pair;

	private final Operator operator;

	private final Policy policy;

	private final Duration interval;

	private final CountDownLatch stopping = new CountDownLatch(1);

	private Memory memory = Memory.BLANK;

	private final Journal journal = new Journal();

	private volatile @Nullable Look last;

	private volatile @Nullable Thread thread;

	Watch(Pair pair, Operator operator, Policy policy, Duration interval) {
		this.pair = pair;
		this.operator = operator;
		this.policy = policy;
		this.interval = interval;
	}

	/** What was found when the pair was looked at last; {@code null} before. */
	@Nullable Look last() {
		return this.last;
	}

	@Override
	public void start() {
		Thread started = new Thread(this::watch, "watch");
		this.thread = started;
		started.start();
	}

	private void watch() {
		try {
			do {
				watchOnce();
			}
			while (!this.stopping.await(this.interval.toMillis(), TimeUnit.MILLISECONDS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void watchOnce() throws InterruptedException {
		try {
			round();
		}
		catch (RuntimeException ex) {
			this.journal.surprised(ex);
		}
	}

	/**
	 * Looks once, and does what is to be done.
	 * @return what that was
	 */
	Step round() throws InterruptedException {
		Look look = look();
		if (look.step().isAction()) {
			act(look);
		}
		else {
			this.journal.found(look.pair(), look.step());
		}
		return look.step();
	}

	private void act(Look look) throws InterruptedException {
		try {
			this.pair.whileLocked(look.pair(), () -> repeat(look.step()));
		}
		catch (LockedException | DataAccessException | OperationFailedException ex) {
			this.journal.failed(look.step(), ex);
		}
	}

	/** What others have done meanwhile counts. */
	private void repeat(Step step) throws InterruptedException {
		Look again = look();
		if (again.step().equals(step)) {
			perform(step, again.pair());
		}
	}

	private Look look() throws InterruptedException {
		PairState found = this.pair.look();
		long now = System.nanoTime();
		this.memory = this.memory.after(found, now);
		Look look = new Look(found, Assessment.next(found, this.memory, this.policy, now), System.currentTimeMillis());
		this.last = look;
		return look;
	}

	private void perform(Step step, PairState found) throws InterruptedException {
		long start = System.nanoTime();
		this.journal.begun(step);
		this.memory = this.memory.before(step);
		try {
			this.operator.perform(step, found);
		}
		finally {
			if (step instanceof Promote promote) {
				this.memory = this.memory.promoted(promote.node(), this.pair.look());
			}
		}
		this.journal.done(step, Duration.ofNanos(System.nanoTime() - start));
	}

	@Override
	public void stop() {
		this.stopping.countDown();
		Thread running = this.thread;
		if (running != null) {
			try {
				running.join();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.thread = null;
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/**
	 * What was found at one look.
	 *
	 * @param pair the nodes
	 * @param step what was to be done
	 * @param atMillis when
	 */
	record Look(PairState pair, Step step, long atMillis) {

	}

}
