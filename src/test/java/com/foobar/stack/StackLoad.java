package com.foobar.stack;

import java.util.List;
import java.util.stream.Stream;

import com.foobar.client.GuestbookInstance;
import com.foobar.history.FailureCounts;
import com.foobar.history.History;
import com.foobar.history.Load;
import com.foobar.history.Report;
import com.foobar.history.Traffic;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Visitors at work through the load balancer, a third of them writing, while both
 * databases are looked at. Used by one thread.
 */
final class StackLoad implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(StackLoad.class);

	private static final Traffic TRAFFIC = new Traffic(12, 100, 1 / 3.0);

	private static final Traffic DENSE_TRAFFIC = new Traffic(24, 200, 1 / 3.0);

	private final History history = new History();

	private final GuestbookInstance site;

	private final List<WritablePoll> polls = Stack.nodes().stream().map(WritablePoll::start).toList();

	private final Load load;

	private boolean closed;

	private StackLoad(Traffic traffic, GuestbookInstance site) {
		this.site = site;
		this.load = Load.start(traffic, List.of(site), GuestbookInstance.FAILURES, this.history);
	}

	/** Starts the visitors and waits until they are at work. */
	static StackLoad start() {
		return start(TRAFFIC, new GuestbookInstance(Stack.url()));
	}

	/** The same with 200 requests a second at an address, and no keys with writes. */
	static StackLoad startDense(String url) {
		return start(DENSE_TRAFFIC, GuestbookInstance.withoutKeys(url));
	}

	private static StackLoad start(Traffic traffic, GuestbookInstance site) {
		StackLoad load = new StackLoad(traffic, site);
		try {
			load.await(200);
			return load;
		}
		catch (RuntimeException | AssertionError ex) {
			load.close();
			throw ex;
		}
	}

	/** Waits for so many requests more. */
	void await(int requests) {
		this.load.await(requests);
	}

	/** Says that something is done to the stack now. */
	long mark(String label) {
		return this.history.mark(label);
	}

	/** Ends the load and compares what the visitors know with what both nodes have. */
	Outcome outcome() {
		close();
		String primary = Stack.primary();
		String replica = Stack.other(primary);
		Stack.awaitSame(primary, replica);
		Report onPrimary = check(primary);
		Report onReplica = check(replica);
		Looks looks = new Looks(this.polls.stream().flatMap((poll) -> poll.looks().stream()).toList());
		Outcome outcome = new Outcome(onPrimary, onReplica, FailureCounts.of(onPrimary), looks);
		logger.info(System.lineSeparator() + onPrimary.table() + System.lineSeparator() + outcome);
		return outcome;
	}

	private Report check(String node) {
		List<String> messages = Stack
			.mysql(node, "SELECT message FROM guestbook.entry WHERE message LIKE '%s%%'".formatted(this.site.prefix()))
			.lines()
			.toList();
		return this.history.check(this.site.rows(messages));
	}

	@Override
	public void close() {
		if (!this.closed) {
			this.closed = true;
			try {
				this.load.close();
			}
			finally {
				this.polls.forEach(WritablePoll::close);
			}
		}
	}

	/**
	 * What a load on the stack has found. Immutable.
	 *
	 * @param onPrimary the history against what the primary has in the end
	 * @param onReplica the same against the replica
	 * @param failures the failed requests
	 * @param looks what was seen of the nodes
	 */
	record Outcome(Report onPrimary, Report onReplica, FailureCounts failures, Looks looks) {

		/** All that no history may have, on either node. */
		List<String> violations() {
			return Stream.concat(this.onPrimary.violations().stream(), this.onReplica.violations().stream())
				.distinct()
				.toList();
		}

		/** The longest time without a write, in seconds. */
		double writePause() {
			return this.onPrimary.writes().longestPause().length().toMillis() / 1000.0;
		}

		/** The longest time without a read, in seconds. */
		double readPause() {
			return this.onPrimary.reads().longestPause().length().toMillis() / 1000.0;
		}

		@Override
		public String toString() {
			return "failed: %s; longest pause of writes %.2f s, of reads %.2f s; two writable: %d times, %d ms; looks %s"
				.formatted(this.failures, writePause(), readPause(), this.looks.overlaps().size(),
						this.looks.longestOverlap().toMillis(),
						Stack.nodes()
							.stream()
							.map((node) -> "%s %d, longest gap %d ms".formatted(node, this.looks.answers(node),
									this.looks.longestGap(node).toMillis()))
							.toList());
		}

		/** Prints the row of docs/robustness.md. */
		void print(String fault, String observed, String test) {
			Report report = this.onPrimary;
			logger.info("robustness: | %s | %s; %s | %.2f | %d | %d | `./mvnw verify -Pstack -Dit.test=%s` |".formatted(
					fault, observed,
					(this.failures.total() == 0) ? "no request failed"
							: "%d of %d requests failed".formatted(this.failures.total(),
									report.writes().succeeded() + report.reads().succeeded() + this.failures.total()),
					writePause(), report.lost().size(), report.duplicates().size(), test));
		}

	}

}
