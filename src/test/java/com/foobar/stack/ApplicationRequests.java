package com.foobar.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;

/**
 * What both applications write of the requests that they get, but for health checks: a
 * line of each, those that Tomcat refuses by itself among them. Used by one thread.
 */
final class ApplicationRequests implements AutoCloseable {

	private static final Set<String> INSTANCES = Set.of("app1", "app2");

	private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

	private final GuestbookClient visitor = new GuestbookClient(Stack.url());

	private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

	private final Process log;

	private ApplicationRequests(Process log) {
		this.log = log;
		Thread reader = new Thread(this::read, "application-requests");
		reader.setDaemon(true);
		reader.start();
	}

	/** Begins to listen to the applications' output. */
	static ApplicationRequests listen() {
		try {
			List<String> command = Stack.composeCommand("logs", "--follow", "--no-log-prefix", "--since",
					Instant.now().toString(), "app1", "app2");
			ApplicationRequests requests = new ApplicationRequests(
					new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
			requests.take();
			return requests;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader output = this.log.inputReader()) {
			output.lines().forEach(this.lines::add);
		}
		catch (IOException | UncheckedIOException ex) {
			// it is no longer listened to
		}
	}

	/**
	 * The lines since this was last asked. An application writes them in order, so all of
	 * what it has answered is there when a request to it that was made now is.
	 */
	List<String> take() {
		long deadline = System.nanoTime() + PATIENCE_NANOS;
		Set<String> own = askBoth();
		Set<String> missing = new HashSet<>(own);
		List<String> taken = new ArrayList<>();
		while (!missing.isEmpty()) {
			String line = next(deadline);
			if (!missing.removeIf(line::contains) && isRequest(line) && own.stream().noneMatch(line::contains)) {
				taken.add(line);
			}
		}
		return taken;
	}

	/** The same without those of bystanders. */
	List<String> takeButBystanders() {
		return take().stream().filter((line) -> !Bystander.isOwn(line)).toList();
	}

	/** Asks until both have answered, and returns the ids of all these requests. */
	private Set<String> askBoth() {
		Set<String> ids = new HashSet<>();
		Set<String> answered = new HashSet<>();
		for (int attempt = 0; !answered.equals(INSTANCES); attempt++) {
			if (attempt == 20) {
				throw new AssertionError("Only %s answered".formatted(answered));
			}
			Answer answer = this.visitor.list("?limit=1");
			if (answer.status() == 200) {
				answered.add(answer.header("X-Served-By-App"));
				ids.add(answer.header("X-Request-Id"));
			}
		}
		return ids;
	}

	private String next(long deadline) {
		try {
			String line = this.lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
			if (line == null) {
				throw new AssertionError("The applications do not write all of their requests");
			}
			return line;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the applications' output was read", ex);
		}
	}

	/** A health check comes past the tiers that give a request its id. */
	private static boolean isRequest(String line) {
		return line.startsWith("{\"time\":") && !(line.contains("\"id\":null") && line.contains("\"uri\":\"/readyz\""));
	}

	/** Listens no longer. */
	@Override
	public void close() {
		this.log.destroy();
	}

}
