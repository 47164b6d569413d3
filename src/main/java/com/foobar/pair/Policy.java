package com.foobar.pair;

import java.time.Duration;

/**
 * What the controller may do by itself, and when. Immutable.
 *
 * @param durability what is more: that every acknowledged write is on two nodes, or that
 * writes go on
 * @param automaticFailover whether it replaces a primary that is gone
 * @param automaticRejoin whether it brings a node back that has to be copied anew
 * @param failoverAfter how long a primary must have been silent, to the controller and to
 * the replica, before it is replaced
 * @param failoverInterval how long after a failover there is no other one by itself
 * @param heartbeats how long a source that is connected may say nothing
 * @param aloneAfter how long commits may wait for a replica before the primary goes on
 * alone, where that is allowed
 */
public record Policy(Durability durability, boolean automaticFailover, boolean automaticRejoin, Duration failoverAfter,
		Duration failoverInterval, Duration heartbeats, Duration aloneAfter) {

	/**
	 * The same with a node copied anew where that is needed, since an operator has asked
	 * for it.
	 * @return this, with automatic rejoin
	 */
	Policy withAutomaticRejoin() {
		return new Policy(this.durability, this.automaticFailover, true, this.failoverAfter, this.failoverInterval,
				this.heartbeats, this.aloneAfter);
	}

	/** What is more. */
	public enum Durability {

		/** No write is acknowledged that is not on two nodes: alone, a primary waits. */
		STRICT,

		/** A primary goes on alone while there is no replica, and says so. */
		AVAILABLE

	}

}
