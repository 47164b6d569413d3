package com.foobar.accesslog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes lines to standard output in batches, 20 a second: each write wakes whoever reads
 * the output, which costs more than a line. Safe for use by many threads.
 */
final class BatchedOutput {

	private static final Duration PAUSE = Duration.ofMillis(50);

	/** As many as may wait for a reader that is held up; whoever has more waits too. */
	private static final int CAPACITY = 1000;

	private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);

	private final CountDownLatch end = new CountDownLatch(1);

	/** Begins to write. */
	BatchedOutput() {
		Thread thread = new Thread(this::run, "access-log");
		thread.setDaemon(true);
		thread.start();
	}

	/** Has a line written with the next batch, at once after the end. */
	void write(String line) {
		try {
			this.lines.put(line);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			System.out.println(line);
		}
		if (this.end.getCount() == 0) {
			flush();
		}
	}

	private void run() {
		try {
			while (!this.end.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
				flush();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void flush() {
		List<String> batch = new ArrayList<>();
		if (this.lines.drainTo(batch) > 0) {
			batch.add("");
			System.out.print(String.join("\n", batch));
			System.out.flush();
		}
	}

	/** Ends when all lines are written. */
	void close() {
		this.end.countDown();
		flush();
	}

}
