package com.foobar.history;

/** What one session did once, from when to when by the clock of this JVM. Immutable. */
public sealed interface Operation permits Write, Read {

	/**
	 * The session that did it.
	 * @return its number
	 */
	int session();

	/**
	 * When it started.
	 * @return nanoseconds as {@link System#nanoTime} counts
	 */
	long startNanos();

	/**
	 * When it ended.
	 * @return nanoseconds as {@link System#nanoTime} counts
	 */
	long endNanos();

	/**
	 * Whether the session had the answer that it wanted.
	 * @return {@code false} also if it had none
	 */
	boolean succeeded();

}
