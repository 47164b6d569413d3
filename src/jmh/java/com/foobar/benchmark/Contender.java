package com.foobar.benchmark;

/**
 * One of several ways to do the same, to be measured against the others.
 *
 * @param name what it is called in tables
 * @param work does it once; called by several threads
 */
record Contender(String name, Work work) {

	/** One transaction. */
	@FunctionalInterface
	interface Work {

		/** What it read. */
		Object run() throws Exception;

	}

}
