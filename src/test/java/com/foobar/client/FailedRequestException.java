package com.foobar.client;

/** An answer that is not the one that was wanted. */
public final class FailedRequestException extends Exception {

	private final int status;

	FailedRequestException(Answer answer) {
		super("HTTP %d from %s %s: %s".formatted(answer.status(), or(answer.header("X-Served-By-Web"), "no web"),
				or(answer.header("X-Served-By-App"), "no app"), answer.body().strip()));
		this.status = answer.status();
	}

	private static String or(String text, String other) {
		return text.isEmpty() ? other : text;
	}

	/** Whether it was the request's fault. */
	boolean isClientError() {
		return this.status >= 400 && this.status < 500;
	}

}
