package com.foobar.pool;

import java.util.stream.Stream;

/** Puts database failures into one line. Stateless. */
public final class Failures {

	private Failures() {
	}

	/**
	 * What failed and why at bottom: the first line of a failure's message and, where it
	 * differs, of its root cause's. A pool says only that no connection came in time; the
	 * root cause tells why.
	 * @param failure the failure
	 * @return one line, without the driver's advice
	 */
	public static String describe(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		String message = firstLine(failure);
		String cause = firstLine(root);
		return message.contains(cause) ? message : message + ": " + cause;
	}

	private static String firstLine(Throwable failure) {
		return Stream.ofNullable(failure.getMessage())
			.flatMap(String::lines)
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.findFirst()
			.orElseGet(() -> failure.getClass().getName());
	}

}
