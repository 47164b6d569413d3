package com.foobar.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.foobar.history.Report;
import com.foobar.history.Summary;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * What was seen of one fault, as a row of docs/robustness.md. Used by one thread.
 */
final class FaultRow {

	private static final Log logger = LogFactory.getLog(FaultRow.class);

	private final String fault;

	private final List<String> seen = new ArrayList<>();

	FaultRow(String fault) {
		this.fault = fault;
	}

	/** How long something took. */
	FaultRow took(String what, Duration duration) {
		this.seen.add("%s %s".formatted(what, seconds(duration)));
		return this;
	}

	/** How many there were of something. */
	FaultRow counted(int count, String what) {
		this.seen.add("%d %s".formatted(count, what));
		return this;
	}

	/** How many operations failed, and the longest time without one that did not. */
	FaultRow traffic(Report report) {
		traffic("reads", report.reads());
		traffic("writes", report.writes());
		return counted(report.staleReads().size() + report.backwardReads().size(), "older")
			.counted(report.lost().size(), "lost");
	}

	private void traffic(String what, Summary<?> summary) {
		int all = summary.succeeded() + summary.failures().size();
		if (all > 0) {
			this.seen.add("%d of %d %s failed, %s without one".formatted(summary.failures().size(), all, what,
					seconds(summary.longestPause().length())));
		}
	}

	private static String seconds(Duration duration) {
		return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
	}

	void print() {
		logger.info("robustness: | %s | %s |".formatted(this.fault, String.join("; ", this.seen)));
	}

}
