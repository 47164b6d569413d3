package com.foobar.decision;

import java.sql.SQLTransientException;

/**
 * The connection was cut before {@code COMMIT} was sent: the transaction has certainly
 * not taken place.
 */
public final class CommitUnsentException extends SQLTransientException {

	/** SQL state "transaction rollback" of the SQL standard. */
	private static final String STATE = "40000";

	private static final long serialVersionUID = 1L;

	/**
	 * The connection to a node was cut.
	 * @param node the node's name
	 */
	public CommitUnsentException(String node) {
		super("The connection to %s was cut before COMMIT was sent: the transaction is undone".formatted(node), STATE);
	}

}
