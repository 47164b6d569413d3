package com.foobar.backup;

/**
 * A dump could not be made, is not what it should be, or must not be used: the message
 * says why and what helps.
 */
public final class DumpFailedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	DumpFailedException(String message) {
		super(message);
	}

	DumpFailedException(String message, Throwable cause) {
		super(message, cause);
	}

}
