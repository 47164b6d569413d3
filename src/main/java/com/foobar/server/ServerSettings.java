package com.foobar.server;

import java.time.Duration;

import com.foobar.pool.Credentials;

/**
 * Where a server is and who works on it. Immutable.
 *
 * @param name its configured name
 * @param url its JDBC URL, with all that TLS needs
 * @param address where other servers find it, as {@code host:port}
 * @param operator the user that changes its role
 * @param replication the user as which other servers follow it
 * @param cloning the user as which other servers copy it
 * @param timeout how long it may take to connect, and to answer; 100 ms to 60 s
 */
public record ServerSettings(String name, String url, String address, Credentials operator, Credentials replication,
		Credentials cloning, Duration timeout) {

	String host() {
		return this.address.substring(0, this.address.lastIndexOf(':'));
	}

	int port() {
		return Integer.parseInt(this.address.substring(this.address.lastIndexOf(':') + 1));
	}

}
