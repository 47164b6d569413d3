package com.foobar.topology;

import java.time.Duration;

import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import org.jspecify.annotations.Nullable;

/**
 * A database node as it was last seen. Immutable.
 *
 * @param name its configured name
 * @param role what it says it is for
 * @param health whether it can do that
 * @param detail why it is not {@link Health#UP}, in a few words; empty if it is
 * @param serverId the identity the server gave itself, {@code server_uuid} on MySQL,
 * which changes when a node is made anew under its old name; empty as long as it is
 * unknown
 * @param position how far its history reached when it was last asked
 * @param lag how far a replica is behind in time at most, to the second: what the server
 * says, and where it does not know, the time since it last did; {@code null} if it never
 * did, and for a primary
 */
public record Node(String name, Role role, Health health, String detail, String serverId, Position position,
		@Nullable Duration lag) {

	private static final String UNSEEN = "not seen yet";

	/**
	 * A node before anybody has asked it.
	 * @param name its configured name
	 * @return the node, down
	 */
	public static Node unseen(String name) {
		return new Node(name, Role.UNKNOWN, Health.DOWN, UNSEEN, "", GtidSet.EMPTY, null);
	}

	/**
	 * This node, no longer answering. What is known of its history stays.
	 * @param detail why, in a few words
	 * @return the node, down
	 */
	public Node down(String detail) {
		return new Node(this.name, Role.UNKNOWN, Health.DOWN, detail, this.serverId, this.position, null);
	}

	/**
	 * This node with another verdict on it.
	 * @param health its health
	 * @param detail why, in a few words; empty for {@link Health#UP}
	 * @return the node
	 */
	public Node with(Health health, String detail) {
		return new Node(this.name, this.role, health, detail, this.serverId, this.position, this.lag);
	}

	/**
	 * This node, known to have got further.
	 * @param position what its history reaches as well
	 * @return the node
	 */
	public Node reaching(Position position) {
		return new Node(this.name, this.role, this.health, this.detail, this.serverId, this.position.plus(position),
				this.lag);
	}

	/**
	 * Whether this node has been asked at all, be it in vain.
	 * @return {@code false} for an {@link #unseen} node
	 */
	public boolean isSeen() {
		return !this.detail.equals(UNSEEN);
	}

	/**
	 * Whether another look at this node calls for attention, however far it has got
	 * since.
	 * @param other the node as it was seen at another time
	 * @return {@code true} if role, health and identity are the same, and both or neither
	 * have been seen
	 */
	public boolean isLike(Node other) {
		return this.role == other.role && this.health == other.health && this.serverId.equals(other.serverId)
				&& isSeen() == other.isSeen();
	}

	/**
	 * The node without its name: its role and health, and why.
	 * @return a few words
	 */
	public String describe() {
		return "%s %s%s".formatted(this.role, this.health, this.detail.isEmpty() ? "" : " (" + this.detail + ")");
	}

	/** The node for a log line: its name, role and health, and why. */
	@Override
	public String toString() {
		return this.name + " " + describe();
	}

}
