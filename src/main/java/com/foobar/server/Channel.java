package com.foobar.server;

import java.time.Duration;
import java.util.Set;

import com.foobar.position.Position;
import org.jspecify.annotations.Nullable;

/**
 * How a server follows another. Immutable.
 *
 * @param source the address of the other, as {@code host:port}
 * @param receiver what its receiver does
 * @param applying whether all its appliers run
 * @param error why a thread has stopped or does not connect; empty if none has
 * @param errorNumber MySQL's number of that error, or 0
 * @param received what it has received over this channel since it was set up
 * @param silence how long it has heard nothing of the source, not even a heartbeat;
 * {@code null} if it never has
 */
public record Channel(String source, Receiver receiver, boolean applying, String error, int errorNumber,
		Position received, @Nullable Duration silence) {

	/** The source has purged what this replica would need. */
	private static final int PURGED = 13114;

	/** The same, in other versions, for any fatal error of the source. */
	private static final int FATAL = 1236;

	/**
	 * Access denied, with and without a password; the password expired; the user locked.
	 */
	private static final Set<Integer> REFUSALS = Set.of(1045, 1698, 1862, 3118);

	/** MySQL's numbers of what fails on the side of a client that connects. */
	private static final int CLIENT_ERRORS = 2000;

	private static final int CLIENT_ERRORS_END = 3000;

	/**
	 * What its threads do, for people to read.
	 * @return the state of its receiver and whether its appliers run
	 */
	public String threads() {
		return "receiver %s, applier %s".formatted(this.receiver, this.applying ? "ON" : "OFF");
	}

	/**
	 * Whether it receives and applies.
	 * @return whether all threads run and the receiver is connected
	 */
	public boolean isRunning() {
		return this.receiver == Receiver.ON && this.applying;
	}

	/**
	 * Whether a thread was stopped by an error that another attempt would meet again. A
	 * receiver that was stopped while it could not connect keeps that error, which tells
	 * of the source and not of this replica.
	 * @return whether there is another error and a thread is off
	 */
	public boolean isBroken() {
		boolean connecting = this.errorNumber >= CLIENT_ERRORS && this.errorNumber < CLIENT_ERRORS_END;
		return !this.error.isEmpty() && !connecting && (!this.applying || this.receiver == Receiver.OFF);
	}

	/**
	 * Whether the source is there and does not let this replica in, which goes on trying.
	 * @return whether the receiver was refused for its user, password or certificate
	 */
	public boolean isRefused() {
		return this.receiver == Receiver.CONNECTING && REFUSALS.contains(this.errorNumber);
	}

	/**
	 * Whether the source no longer has what this replica needs next.
	 * @return whether the receiver has stopped for that
	 */
	public boolean isCutFromHistory() {
		return this.receiver == Receiver.OFF && (this.errorNumber == PURGED || this.errorNumber == FATAL);
	}

	/**
	 * Whether the source is alive as far as this replica can tell.
	 * @param patience how long a living source may be silent: two heartbeats at least
	 * @return whether it is connected and has heard of it within that time
	 */
	public boolean hears(Duration patience) {
		return this.receiver == Receiver.ON && this.silence != null && this.silence.compareTo(patience) < 0;
	}

	/**
	 * Whether it is connected and has taken in neither a transaction nor a heartbeat: as
	 * something on its side keeps it from that, or as it has just connected again.
	 * @param patience for how long: longer than it waits for a source that says nothing
	 * @return whether it has been so for that time
	 */
	public boolean isDeafFor(Duration patience) {
		return this.receiver == Receiver.ON && this.silence != null && this.silence.compareTo(patience) >= 0;
	}

	/** What a receiver does. */
	public enum Receiver {

		/** It is connected. */
		ON,

		/** It tries to connect. */
		CONNECTING,

		/** It has stopped. */
		OFF

	}

}
