package com.foobar.server;

/** Another controller is at work on a server. */
public final class LockedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	LockedException(String server, String holder) {
		super("%s: another controller is at work (%s); wait until it has finished".formatted(server, holder));
	}

}
