package com.foobar.node;

/** How busy a node is with the reads of this instance. */
public interface Load {

	/**
	 * Whether it may be chosen: a node that has just failed is left alone for a moment.
	 * @return whether it may
	 */
	boolean isAvailable();

	/**
	 * What one more read would cost here, comparable with other nodes' alone.
	 * @return the cost
	 */
	double cost();

}
