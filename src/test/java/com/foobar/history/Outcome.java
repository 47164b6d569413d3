package com.foobar.history;

/** What a session knows of its write after it. */
public enum Outcome {

	/** Done, and to be there for ever. */
	ACKNOWLEDGED,

	/** Certainly not done, and never to be seen. */
	REFUSED,

	/** Done, not done, or done later: the answer was lost. */
	UNKNOWN

}
