package com.foobar.benchmark;

import javax.sql.DataSource;

/**
 * A data source and what it opened.
 *
 * @param dataSource hands out connections
 * @param pools closes the pools behind it
 */
record Candidate(DataSource dataSource, Pools pools) implements AutoCloseable {

	@Override
	public void close() {
		this.pools.close();
	}

	/** What is to be closed in the end. */
	@FunctionalInterface
	interface Pools {

		void close();

	}

}
