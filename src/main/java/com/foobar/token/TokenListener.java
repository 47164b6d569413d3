package com.foobar.token;

/** Learns what became of each token that arrived. */
@FunctionalInterface
public interface TokenListener {

	/**
	 * A token has arrived. Must be quick and must not throw.
	 * @param verdict whether it was taken, and if not, why
	 */
	void arrived(TokenReading.Verdict verdict);

}
