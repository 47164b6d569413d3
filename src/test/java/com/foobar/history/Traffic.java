package com.foobar.history;

import org.springframework.util.Assert;

/**
 * How much sessions do. Immutable.
 *
 * @param sessions number of sessions, at least 1; each has a thread
 * @param perSecond operations per second of all sessions together, more than 0
 * @param writes share of writes among them, 0 to 1; of the reads one half is of a
 * session's own register and one half of any
 */
public record Traffic(int sessions, double perSecond, double writes) {

	public Traffic {
		Assert.isTrue(sessions >= 1, () -> "%d sessions: expected 1 or more".formatted(sessions));
		Assert.isTrue(perSecond > 0, () -> "%s operations per second: expected more than 0".formatted(perSecond));
		Assert.isTrue(writes >= 0 && writes <= 1, () -> "Share of writes %s: expected 0 to 1".formatted(writes));
	}

	/** Nanoseconds from one operation of a session to its next. */
	long intervalNanos() {
		return (long) (1e9 * this.sessions / this.perSecond);
	}

	/** Nanoseconds by which a session begins later than the first. */
	long offsetNanos(int session) {
		return intervalNanos() / this.sessions * session;
	}

}
