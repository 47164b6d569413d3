package com.foobar.pool;

import java.sql.SQLException;

/** Learns of failures that say something about a node rather than about a statement. */
@FunctionalInterface
public interface PoolListener {

	/**
	 * A connection broke, or its node would take no writes. Called by the thread that ran
	 * the statement; must be quick and must not throw.
	 * @param node the node's name
	 * @param failure what the driver said
	 */
	void failed(String node, SQLException failure);

}
