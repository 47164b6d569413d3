package com.foobar.server;

/**
 * How a server waits for a replica before it acknowledges a commit. Immutable.
 *
 * @param enabled whether it is told to, be there one or not
 * @param active whether it does: it may be told to and have given up, or not be told to
 * and do so as long as one is connected
 * @param replicas how many replicas acknowledge to it
 * @param waiting how many sessions wait for an acknowledgement
 */
public record SemiSync(boolean enabled, boolean active, int replicas, int waiting) {

	/**
	 * Whether nothing is acknowledged that no replica has.
	 * @return whether it is enabled, active, and has somebody to wait for
	 */
	public boolean isInForce() {
		return this.enabled && this.active && this.replicas > 0;
	}

	/**
	 * Whether a commit would wait, or does, without a replica to end it.
	 * @return whether it is enabled and has nobody to wait for, or waits
	 */
	public boolean isHeldUp() {
		return (this.enabled && this.replicas == 0) || this.waiting > 0;
	}

}
