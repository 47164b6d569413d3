package com.foobar.pair;

/** Keeps what only one node has, before that node is copied anew. */
@FunctionalInterface
public interface Surplus {

	/**
	 * Put transactions into a file.
	 * @param node the name of the node that has them
	 * @param transactions which, as the server writes them
	 * @return where they are now
	 * @throws OperationFailedException if not all of them are
	 */
	String save(String node, String transactions);

}
