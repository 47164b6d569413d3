package com.foobar.topology;

/** Whether a node can do what its role asks of it. */
public enum Health {

	/**
	 * It answers, and a replica also follows: its lag is known and its threads run. While
	 * there is no primary to follow, a replica stays what it was.
	 */
	UP,

	/**
	 * It answers and follows, but has not been compared with the primary since it came
	 * up. It may hold transactions that were never acknowledged.
	 */
	CHECKING,

	/**
	 * It answers but does not follow: a replication thread is stopped or was never set
	 * up.
	 */
	BROKEN,

	/** It holds transactions that the primary lacks; nobody may read them. */
	DIVERGED,

	/** It does not answer in time. */
	DOWN

}
