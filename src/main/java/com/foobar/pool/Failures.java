package com.foobar.pool;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Tells database failures apart, and puts them into one line. Stateless. */
public final class Failures {

	/** An option keeps the server from it: that of being read-only, or another. */
	private static final int OPTION_PREVENTS = 1290;

	/** The server is read-only, as a replica of old was. */
	private static final int READ_ONLY_MODE = 1836;

	private static final String CONNECTION_EXCEPTION = "08";

	private Failures() {
	}

	/**
	 * Whether the connection is gone, so that nobody knows what became of the statement.
	 * @param failure the failure
	 * @return whether its SQL state is of the class "connection exception"
	 */
	public static boolean isConnectionLost(SQLException failure) {
		String state = failure.getSQLState();
		return state != null && state.startsWith(CONNECTION_EXCEPTION);
	}

	/**
	 * Whether the answer did not come within the socket timeout.
	 * @param failure the failure
	 * @return whether its root cause says so
	 */
	public static boolean isTimeout(SQLException failure) {
		return root(failure) instanceof SocketTimeoutException;
	}

	/**
	 * Whether the node has failed rather than the statement: one that takes too long here
	 * would take as long elsewhere, and the monitor tells whether a node is frozen.
	 * @param failure the failure
	 * @return whether the connection is gone, and not for lack of an answer in time
	 */
	public static boolean isNodeLost(SQLException failure) {
		return isConnectionLost(failure) && !isTimeout(failure);
	}

	private static Throwable root(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null && root.getCause() != root) {
			root = root.getCause();
		}
		return root;
	}

	/**
	 * Whether the server refused a write because it takes none, as a replica does.
	 * @param failure the failure
	 * @return whether another node may take it
	 */
	public static boolean isReadOnlyServer(SQLException failure) {
		return failure.getErrorCode() == READ_ONLY_MODE || (failure.getErrorCode() == OPTION_PREVENTS
				&& String.valueOf(failure.getMessage()).contains("read-only"));
	}

	/**
	 * What failed and why at bottom: the first line of a failure's message and, where it
	 * differs, of its root cause's. A pool says only that no connection came in time; the
	 * root cause tells why.
	 * @param failure the failure
	 * @return one line, without the driver's advice
	 */
	public static String describe(Throwable failure) {
		String message = firstLine(failure);
		String cause = firstLine(root(failure));
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
