package com.foobar.stack;

/**
 * One look at whether a node takes writes. Immutable.
 *
 * @param node the node's name
 * @param answer what it said
 * @param startNanos when it was asked, as {@link System#nanoTime} counts
 * @param endNanos when it had answered, or could not any more
 */
record Look(String node, Answer answer, long startNanos, long endNanos) {

	/** Whether all of this look was after all of another. */
	boolean isAfter(Look other) {
		return this.startNanos >= other.endNanos;
	}

	boolean isWritable() {
		return this.answer == Answer.WRITABLE;
	}

	/** What a node said. */
	enum Answer {

		/** It takes writes. */
		WRITABLE,

		/** It takes none. */
		READ_ONLY,

		/** It did not answer. */
		SILENT

	}

}
