package com.foobar.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Looks at one node every 50 ms to see whether it takes writes, as long as it is open: in
 * a thread of its own, over one administrator's session that is opened again when the
 * node has gone. Safe for use by several threads.
 */
final class WritablePoll implements AutoCloseable {

	private static final long INTERVAL_MILLIS = 50;

	private static final long PAUSE_MILLIS = 250;

	private final Queue<Look> looks = new ConcurrentLinkedQueue<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final String node;

	private final Thread thread;

	private volatile @Nullable Process session;

	private WritablePoll(String node) {
		this.node = node;
		this.thread = new Thread(this::poll, "poll-" + node);
		this.thread.setDaemon(true);
	}

	static WritablePoll start(String node) {
		WritablePoll poll = new WritablePoll(node);
		poll.thread.start();
		return poll;
	}

	Queue<Look> looks() {
		return this.looks;
	}

	private void poll() {
		try {
			do {
				long start = System.nanoTime();
				try {
					ask();
				}
				catch (IOException ex) {
					this.looks.add(new Look(this.node, Look.Answer.SILENT, start, System.nanoTime()));
				}
			}
			while (!this.closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Asks over one session until that breaks or this is closed. */
	private void ask() throws IOException, InterruptedException {
		Process process = open();
		this.session = process;
		try (Writer statements = process.outputWriter(StandardCharsets.UTF_8);
				BufferedReader answers = new BufferedReader(
						new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			do {
				long start = System.nanoTime();
				statements.write("SELECT @@global.read_only;\n");
				statements.flush();
				String answer = answers.readLine();
				if (answer == null) {
					throw new IOException(this.node + " does not answer");
				}
				this.looks.add(new Look(this.node, answer.equals("0") ? Look.Answer.WRITABLE : Look.Answer.READ_ONLY,
						start, System.nanoTime()));
			}
			while (!this.closed.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS));
		}
		finally {
			process.destroy();
		}
	}

	private Process open() throws IOException {
		return new ProcessBuilder(Stack.composeCommand("exec", "-T", this.node, "mysql", "--batch", "--unbuffered",
				"--skip-column-names"))
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	@Override
	public void close() {
		this.closed.countDown();
		try {
			this.thread.join(2 * PAUSE_MILLIS);
			Process process = this.session;
			if (process != null) {
				process.destroyForcibly();
			}
			this.thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
