package com.foobar.token;

import java.time.Duration;
import java.util.List;

/**
 * How tokens are written and read. Immutable. Every instance needs the same.
 *
 * @param keys the secrets that sign tokens, at least one: the first signs, all verify
 * @param cluster the name of the database cluster: positions of another mean nothing here
 * @param ttl how long a token is good for, no less than {@code pin}
 * @param pin for how long a token says to read from the primary alone, where a position
 * is too long for it; and for how long at least it names the node that was read from
 * @param clockSkew how far the clocks of two instances may differ
 * @param maxTokenLength the longest token in characters, no less than 64
 */
public record TokenSettings(List<String> keys, String cluster, Duration ttl, Duration pin, Duration clockSkew,
		int maxTokenLength) {

	/**
	 * Settings of these values, of which whoever configures them checks the bounds.
	 */
	public TokenSettings {
		keys = List.copyOf(keys);
	}

	/** The settings without their keys. */
	@Override
	public String toString() {
		return "TokenSettings[cluster=%s, ttl=%s, pin=%s, clockSkew=%s, maxTokenLength=%d]".formatted(this.cluster,
				this.ttl, this.pin, this.clockSkew, this.maxTokenLength);
	}

}
