package com.foobar.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;

/**
 * Visitors of the virtual addresses, at work in a container of the edge network: 200
 * requests a second, a third of them writes, half over HTTP/2. Used by one thread.
 */
final class EdgeLoad implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(EdgeLoad.class);

	private final String run = UUID.randomUUID().toString();

	private final Path output;

	private final Process process;

	private EdgeLoad(Path output, List<String> addresses) throws IOException {
		this.output = output;
		String[] arguments = Stream
			.concat(Stream.of(this.run), addresses.stream().map((address) -> "https://" + address))
			.toArray(String[]::new);
		this.process = new ProcessBuilder(Edge.runCommand(EdgeVisitor.class, arguments)).redirectOutput(output.toFile())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	/** Starts the visitors and waits until they are at work. */
	static EdgeLoad start(String... addresses) {
		try {
			EdgeLoad load = new EdgeLoad(Files.createTempFile("edge", ".log"), List.of(addresses));
			load.await(400);
			return load;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits for so many requests more that have the answer that was wanted; there are 200
	 * in a second.
	 */
	void await(int answers) {
		long goal = answered() + answers;
		Awaitility.await(answers + " answers more")
			.atMost(Duration.ofMinutes(2))
			.pollInterval(Duration.ofMillis(100))
			.until(() -> answered() >= goal);
	}

	private long answered() {
		return visits().stream().filter((visit) -> !visit.failed()).count();
	}

	/** Ends the load; what it found is in the log. */
	Outcome outcome() {
		close();
		List<Visit> visits = visits();
		List<Visit> acknowledged = visits.stream().filter((visit) -> visit.result().equals("201")).toList();
		String entries = "FROM guestbook.entry WHERE message LIKE '%s %%'".formatted(this.run);
		String primary = Stack.primary();
		List<String> messages = Stack.mysql(primary, "SELECT message " + entries).lines().toList();
		Outcome outcome = new Outcome(visits,
				acknowledged.stream().filter((visit) -> !messages.contains(this.run + " " + visit.turn())).toList(),
				messages.size() - messages.stream().distinct().count());
		logger.info(outcome);
		return outcome;
	}

	private List<Visit> visits() {
		try {
			String text = Files.readString(this.output, StandardCharsets.UTF_8);
			return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Visit::parse).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			this.process.getOutputStream().close();
			this.process.waitFor();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the visitors leave", ex);
		}
	}

	/**
	 * One request.
	 *
	 * @param turn its number
	 * @param begin milliseconds from the start
	 * @param end the same of its end
	 * @param method its method
	 * @param result the status, or what happened instead
	 */
	record Visit(long turn, long begin, long end, String method, String result) {

		static Visit parse(String line) {
			String[] words = line.split(" ", 5);
			return new Visit(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]), words[3],
					words[4]);
		}

		boolean failed() {
			return !this.result.equals(this.method.equals("POST") ? "201" : "200");
		}

	}

	/**
	 * What the visitors have seen. Immutable.
	 *
	 * @param visits the requests
	 * @param lost the acknowledged writes that are not in the database
	 * @param duplicates how many entries there are too many
	 */
	record Outcome(List<Visit> visits, List<Visit> lost, long duplicates) {

		List<Visit> failed() {
			return this.visits.stream().filter(Visit::failed).toList();
		}

		/**
		 * The longest time without an answer, in seconds: between two, or between the
		 * last one and the end of the load.
		 */
		double pause() {
			LongStream end = this.visits.stream().mapToLong(Visit::end).max().stream();
			long[] ends = LongStream.concat(end, answers()).sorted().toArray();
			return IntStream.range(1, ends.length).mapToLong((index) -> ends[index] - ends[index - 1]).max().orElse(0)
					/ 1000.0;
		}

		private LongStream answers() {
			return this.visits.stream().filter((visit) -> !visit.failed()).mapToLong(Visit::end);
		}

		/** The longest that a visitor waited for an answer, in seconds. */
		double slowest() {
			return this.visits.stream().mapToLong((visit) -> visit.end() - visit.begin()).max().orElse(0) / 1000.0;
		}

		@Override
		public String toString() {
			return "%d requests, %d failed %s; longest time without an answer %.2f s, slowest answer %.2f s".formatted(
					this.visits.size(), failed().size(), failed().stream().limit(20).toList(), pause(), slowest());
		}

		/** Prints the row of docs/robustness.md. */
		void print(String fault, String observed, String test) {
			logger.info("robustness: | %s | %s; %s | %.2f | %d | %d | `./mvnw verify -Pstack -Dit.test=%s` |".formatted(
					fault, observed,
					failed().isEmpty() ? "no request failed"
							: "%d of %d requests failed".formatted(failed().size(), this.visits.size()),
					pause(), this.lost.size(), this.duplicates, test));
		}

	}

}
