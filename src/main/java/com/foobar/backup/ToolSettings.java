package com.foobar.backup;

import java.nio.file.Path;
import java.time.Duration;

import com.foobar.pool.Credentials;

/**
 * How MySQL's own tools connect, and where their files are. Immutable.
 *
 * @param user the user
 * @param ca the file with the authority's certificate, PEM
 * @param cert the file with the user's own, PEM
 * @param key the file with its key, PEM
 * @param directory the directory of dumps
 * @param patience how long a tool may run
 */
public record ToolSettings(Credentials user, Path ca, Path cert, Path key, Path directory, Duration patience) {

	/** The option file's text for one server. */
	String options(String address) {
		int colon = address.lastIndexOf(':');
		return """
				[client]
				protocol=TCP
				host=%s
				port=%s
				user=%s
				password=%s
				ssl-mode=VERIFY_IDENTITY
				ssl-ca=%s
				ssl-cert=%s
				ssl-key=%s
				""".formatted(address.substring(0, colon), address.substring(colon + 1), quoted(this.user.username()),
				quoted(this.user.password()), quoted(this.ca.toString()), quoted(this.cert.toString()),
				quoted(this.key.toString()));
	}

	private static String quoted(String value) {
		return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t") + '"';
	}

}
