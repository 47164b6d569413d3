package com.foobar.probe;

import java.time.Duration;

/**
 * An answer and when it was given: at some time between start and end of the poll, by the
 * monitor's clock. Immutable.
 *
 * @param answer what the node said
 * @param startedNanos when it was asked
 * @param endedNanos when it had answered
 */
public record Observation(Answer answer, long startedNanos, long endedNanos) {

	/**
	 * Whether this answer was given with certainty after the other.
	 * @param other an answer of any node
	 * @return whether it was asked for when the other had been given
	 */
	public boolean isAfter(Observation other) {
		return this.startedNanos - other.endedNanos >= 0;
	}

	/**
	 * Whether the same server gave both answers.
	 * @param other another answer of this node
	 * @return whether its identity is the same
	 */
	public boolean isOfSameServerAs(Observation other) {
		return this.answer.serverId().equals(other.answer.serverId());
	}

	/**
	 * How long the poll took.
	 * @return the time between its start and its end
	 */
	public Duration took() {
		return Duration.ofNanos(this.endedNanos - this.startedNanos);
	}

}
