package com.foobar.controller;

import java.time.Duration;
import java.util.function.Consumer;

import com.foobar.pair.PairState;
import com.foobar.pair.Step;
import com.foobar.pool.Failures;
import com.foobar.server.LockedException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells operators what the service does and what it waits for: each thing once, not with
 * each look. Confined to the thread that watches.
 */
final class Journal {

	private static final Log logger = LogFactory.getLog(Watch.class);

	private String told = "";

	/** What was found, where there is nothing to do. */
	void found(PairState pair, Step step) {
		if (step != Step.NONE) {
			warn(step.toString());
		}
		else if (pair.isSafe()) {
			tell("The pair is in order", logger::info);
		}
		else if (!pair.silent().isEmpty()) {
			warn("Nothing can be done until %s answers: what is written now is not on all nodes"
				.formatted(PairState.names(pair.silent())));
		}
		else {
			tell("The pair is on its way into order", logger::info);
		}
	}

	/** What is about to be done. */
	void begun(Step step) {
		logger.info("To do: " + step);
	}

	/** What has been done, whereupon everything is told anew. */
	void done(Step step, Duration took) {
		logger.info("Done within %d ms: %s".formatted(took.toMillis(), step));
		this.told = "";
	}

	/** What could not be done, and is tried again with the next look. */
	void failed(Step step, RuntimeException failure) {
		String reason = Failures.describe(failure);
		warn((failure instanceof LockedException) ? reason : "Could not %s: %s".formatted(step, reason));
	}

	/** A mistake in the controller itself: it goes on with the next look. */
	void surprised(RuntimeException failure) {
		tell("The pair could not be looked at: " + failure, (news) -> logger.error(news, failure));
	}

	private void warn(String news) {
		tell(news, logger::warn);
	}

	private void tell(String news, Consumer<String> log) {
		if (!news.equals(this.told)) {
			this.told = news;
			log.accept(news);
		}
	}

}
