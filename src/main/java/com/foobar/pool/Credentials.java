package com.foobar.pool;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;

/**
 * A database user.
 *
 * @param username the user's name
 * @param password the password, may be empty; never printed
 */
public record Credentials(@NotBlank String username, @NotNull String password) {

	@Override
	public String toString() {
		return this.username;
	}

}
