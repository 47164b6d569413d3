package com.foobar.transaction;

import java.sql.SQLException;

import org.springframework.dao.NonTransientDataAccessException;

/**
 * The answer to a {@code COMMIT} was lost: the transaction may have taken place or not.
 * Repeating it may do twice what should be done once; look first, or see to it that twice
 * is as good as once. Until all nodes are sure to have caught up, the visitor's reads go
 * to the primary, where the outcome shows.
 */
public final class CommitOutcomeUnknownException extends NonTransientDataAccessException {

	private static final long serialVersionUID = 1L;

	CommitOutcomeUnknownException(SQLException cause) {
		super(cause.getMessage(), cause);
	}

}
