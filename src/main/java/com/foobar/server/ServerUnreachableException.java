package com.foobar.server;

import java.sql.SQLException;

import com.foobar.pool.Failures;

import org.springframework.dao.TransientDataAccessResourceException;

/** A server has not accepted a connection, or not answered over one. */
public final class ServerUnreachableException extends TransientDataAccessResourceException {

	private static final long serialVersionUID = 1L;

	ServerUnreachableException(String name, SQLException cause) {
		super("%s does not answer: %s".formatted(name, Failures.describe(cause)), cause);
	}

}
