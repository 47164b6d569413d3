package com.foobar.routing;

import com.foobar.pool.PoolPurpose;
import org.jspecify.annotations.Nullable;

/**
 * What a node said when it was asked for a connection. Immutable.
 *
 * @param node the node's name
 * @param purpose what the connection would be for
 * @param failure why there is none, or {@code null} if the node answered
 */
public record NodeStatus(String node, PoolPurpose purpose, @Nullable String failure) {

	/**
	 * Whether the node answered.
	 * @return {@code true} if it can serve this purpose
	 */
	public boolean isUp() {
		return this.failure == null;
	}

}
