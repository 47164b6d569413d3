package com.foobar.pair;

/**
 * An operation was refused, or could not be finished: the message says why and what
 * helps.
 */
public final class OperationFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal.
	 * @param message why, and what would be needed
	 */
	public OperationFailedException(String message) {
		super(message);
	}

	/**
	 * A failure.
	 * @param message what has failed, and what helps
	 * @param cause what it came from
	 */
	public OperationFailedException(String message, Throwable cause) {
		super(message, cause);
	}

}
