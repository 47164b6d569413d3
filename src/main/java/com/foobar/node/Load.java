package com.foobar.node;

/** How busy a node is with the reads of this instance. */
public interface Load {

	/** That of a node which is not to be chosen. */
	Load NONE = new Load() {

		@Override
		public boolean isAvailable() {
			return false;
		}

		@Override
		public double cost() {
			return Double.MAX_VALUE;
		}

	};

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
