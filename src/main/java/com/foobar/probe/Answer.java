package com.foobar.probe;

import com.foobar.position.Position;
import com.foobar.topology.Role;

/**
 * What a node says when it is polled. Immutable.
 *
 * @param role {@link Role#PRIMARY} if it takes writes, else {@link Role#REPLICA}
 * @param serverId the identity the server gave itself
 * @param position how far its history reaches
 * @param replication how it follows another node; {@link Replication#NONE} for a primary
 */
public record Answer(Role role, String serverId, Position position, Replication replication) {

	/**
	 * Whether the node takes writes.
	 * @return whether it does
	 */
	public boolean isPrimary() {
		return this.role == Role.PRIMARY;
	}

}
