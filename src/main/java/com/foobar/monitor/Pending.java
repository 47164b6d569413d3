package com.foobar.monitor;

import com.foobar.probe.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What a replica has said and no primary has been held against yet. Immutable.
 * <p>
 * The primary has to be asked after the replica, or the replica could rightly know more.
 * And it is asked twice before the replica is blamed: a primary sends a transaction to
 * its replicas a moment before it counts it as executed itself.
 *
 * @param seen what the replica said
 * @param lackedBy the primary that did not have all of it; {@code null} if none was asked
 */
record Pending(Observation seen, @Nullable Observation lackedBy) {

	/** Whether the primary was asked late enough to be held against it. */
	boolean isBefore(Observation primary) {
		return primary.isAfter((this.lackedBy != null) ? this.lackedBy : this.seen);
	}

	boolean isSuspected() {
		return this.lackedBy != null;
	}

	Pending suspected(Observation primary) {
		return new Pending(this.seen, primary);
	}

}
