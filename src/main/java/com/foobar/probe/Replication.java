package com.foobar.probe;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How a node says that it follows another. Immutable.
 *
 * @param state whether it does
 * @param detail why not, in a few words; empty if it does
 * @param lag how far it is behind; {@code null} where the server does not know
 */
public record Replication(State state, String detail, @Nullable Duration lag) {

	/** Replication of a node that has nobody to follow. */
	public static final Replication NONE = new Replication(State.STOPPED, "it is read-only and follows nobody", null);

	/** What several channels come to: the worst state and the longest lag. */
	Replication and(Replication other) {
		Replication worse = (this.state.compareTo(other.state) < 0) ? other : this;
		return new Replication(worse.state, worse.detail, longer(this.lag, other.lag));
	}

	private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
		if (one == null || other == null) {
			return null;
		}
		return (one.compareTo(other) < 0) ? other : one;
	}

	/** Whether a node follows another, from good to bad. */
	public enum State {

		/** All threads run, and the lag is known. */
		FOLLOWING,

		/** No thread is stopped, but one has lost the source, or the lag is unknown. */
		INTERRUPTED,

		/** A thread is stopped, or there is none. */
		STOPPED

	}

}
