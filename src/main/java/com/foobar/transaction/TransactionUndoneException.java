package com.foobar.transaction;

import java.sql.SQLException;

import org.springframework.dao.TransientDataAccessResourceException;

/**
 * A node failed or takes no writes any more, and the transaction has certainly not taken
 * place: it may be repeated as a whole, from its first statement on, and waits for the
 * next primary then. What is beyond a transaction is not undone by it, such as a
 * statement that the server commits by itself, or a message that was sent.
 */
public final class TransactionUndoneException extends TransientDataAccessResourceException {

	private static final long serialVersionUID = 1L;

	TransactionUndoneException(String message, SQLException cause) {
		super(message, cause);
	}

}
