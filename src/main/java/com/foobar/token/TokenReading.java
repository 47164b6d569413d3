package com.foobar.token;

/**
 * What became of the text of a token. Immutable.
 *
 * @param verdict whether the text was taken for a token, and if not, why
 * @param token the token, {@link ConsistencyToken#NONE} unless it is
 * {@link Verdict#VALID}
 */
public record TokenReading(Verdict verdict, ConsistencyToken token) {

	static TokenReading ignored(Verdict verdict) {
		return new TokenReading(verdict, ConsistencyToken.NONE);
	}

	/**
	 * Whether a text was taken for a token. Every verdict but {@link #VALID} means that
	 * the text was ignored.
	 */
	public enum Verdict {

		/**
		 * One of ours, and in time.
		 */
		VALID,

		/**
		 * There was no text.
		 */
		ABSENT,

		/**
		 * Longer than any token; not looked at.
		 */
		OVERSIZED,

		/**
		 * Not the form of a token, or a form that this version does not know.
		 */
		MALFORMED,

		/**
		 * Not signed with any of the keys: made up, damaged, or of a key that is gone.
		 */
		FORGED,

		/**
		 * Of another cluster that has the same key.
		 */
		FOREIGN,

		/**
		 * Issued later than now by more than clocks may differ.
		 */
		FUTURE,

		/**
		 * Too old to be needed: every node that serves reads has caught up since.
		 */
		EXPIRED

	}

}
