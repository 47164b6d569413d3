package com.foobar.pool;

/** What the connections of a pool are for. */
public enum PoolPurpose {

	/** Transactions that may write. */
	READ_WRITE("read-write"),

	/** Transactions that only read; the server refuses anything else on them. */
	READ_ONLY("read-only"),

	/** Reads of which each statement is a transaction of its own. */
	READ_COMMITTED("read-committed"),

	/**
	 * Reads that the primary serves because no replica can, few at a time, so that a
	 * replica's trouble does not become the primary's.
	 */
	FALLBACK_READ("fallback-read");

	private final String label;

	PoolPurpose(String label) {
		this.label = label;
	}

	/** Whether its connections refuse writes from the start. */
	boolean isReadOnly() {
		return this != READ_WRITE;
	}

	/**
	 * Whether its connections are in a transaction from their first statement on.
	 * @return {@code false} where each statement is a transaction of its own
	 */
	public boolean isTransactional() {
		return this != READ_COMMITTED;
	}

	@Override
	public String toString() {
		return this.label;
	}

}
