package com.foobar.pool;

/** What the connections of a pool are for. */
public enum PoolPurpose {

	/** Transactions that may write. */
	READ_WRITE("read-write"),

	/** Transactions that only read; the server refuses anything else on them. */
	READ_ONLY("read-only");

	private final String label;

	PoolPurpose(String label) {
		this.label = label;
	}

	boolean isReadOnly() {
		return this == READ_ONLY;
	}

	@Override
	public String toString() {
		return this.label;
	}

}
