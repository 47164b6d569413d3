package com.foobar.history;

/**
 * A session's write of the next number into its register. Immutable.
 *
 * @param instance instance that was asked
 * @param session session that wrote
 * @param number the number, greater than all that the session wrote before
 * @param outcome what the session knows of it
 * @param failure why it was not acknowledged; empty if it was
 * @param startNanos start as {@link System#nanoTime} counts
 * @param endNanos end as {@link System#nanoTime} counts
 */
public record Write(String instance, int session, long number, Outcome outcome, String failure, long startNanos,
		long endNanos) implements Operation {

	@Override
	public boolean succeeded() {
		return this.outcome == Outcome.ACKNOWLEDGED;
	}

	Row row() {
		return new Row(this.session, this.number);
	}

	@Override
	public String toString() {
		return "write of %s on %s: %s%s".formatted(row(), this.instance, this.outcome,
				this.failure.isEmpty() ? "" : " (" + this.failure + ")");
	}

}
