package com.foobar.visitor;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Somebody at one browser, known by a random id and nothing else. As a parameter of a
 * controller method it is the visitor of the request: the one the cookie proves, or a new
 * one who is given a cookie with the answer.
 *
 * @param id the id, kept in the visitor's cookie and beside what they signed
 */
public record Visitor(UUID id) {

	/**
	 * The id as the database keeps it.
	 * @return 16 bytes, big-endian
	 */
	public byte[] toBytes() {
		return ByteBuffer.allocate(2 * Long.BYTES)
			.putLong(this.id.getMostSignificantBits())
			.putLong(this.id.getLeastSignificantBits())
			.array();
	}

}
