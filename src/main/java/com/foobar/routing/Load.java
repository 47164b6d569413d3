package com.foobar.routing;

/** How busy a node is with the reads of this instance. */
interface Load {

	/**
	 * Whether it may be chosen: a node that has just failed is left alone for a moment.
	 */
	boolean isAvailable();

	/** What one more read would cost here, comparable with other nodes' alone. */
	double cost();

}
