package com.foobar.monitor;

import java.time.Duration;

/**
 * An answer and when it was given: at some time between start and end of the poll, by the
 * monitor's clock. Immutable.
 *
 * @param answer what the node said
 * @param startedNanos when it was asked
 * @param endedNanos when it had answered
 */
record Observation(Answer answer, long startedNanos, long endedNanos) {

	/** Whether this answer was given with certainty after the other. */
	boolean isAfter(Observation other) {
		return this.startedNanos - other.endedNanos >= 0;
	}

	boolean isOfSameServerAs(Observation other) {
		return this.answer.serverId().equals(other.answer.serverId());
	}

	Duration took() {
		return Duration.ofNanos(this.endedNanos - this.startedNanos);
	}

}
