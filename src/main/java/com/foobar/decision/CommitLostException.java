package com.foobar.decision;

import java.sql.SQLException;
import java.sql.SQLNonTransientException;

/**
 * The answer to a {@code COMMIT} was lost: it may have taken place or not. Repeating the
 * transaction may do twice what should be done once; look first, or see to it that twice
 * is as good as once.
 */
public final class CommitLostException extends SQLNonTransientException {

	/** SQL state "transaction resolution unknown" of the SQL standard. */
	public static final String STATE = "08007";

	private static final long serialVersionUID = 1L;

	/**
	 * The answer of a node was lost.
	 * @param node the node's name
	 * @param cause how the connection failed
	 */
	public CommitLostException(String node, SQLException cause) {
		super("%s did not answer to COMMIT: nobody knows whether it took place".formatted(node), STATE, cause);
	}

}
