package com.foobar.history;

/**
 * A session's read of a register, its own or another's. Immutable.
 *
 * @param instance instance that was asked
 * @param session session that read
 * @param register session whose register was read
 * @param number the last number there, 0 for none; without meaning if the read failed
 * @param failure why it failed; empty if it did not
 * @param startNanos start as {@link System#nanoTime} counts
 * @param endNanos end as {@link System#nanoTime} counts
 */
public record Read(String instance, int session, int register, long number, String failure, long startNanos,
		long endNanos) implements Operation {

	@Override
	public boolean succeeded() {
		return this.failure.isEmpty();
	}

	Row row() {
		return new Row(this.register, this.number);
	}

	@Override
	public String toString() {
		return "read by session %d on %s: %s".formatted(this.session, this.instance,
				succeeded() ? row() : "FAILED (%s)".formatted(this.failure));
	}

}
