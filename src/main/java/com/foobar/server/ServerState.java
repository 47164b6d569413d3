package com.foobar.server;

import com.foobar.position.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself at one moment. Immutable.
 *
 * @param serverId its {@code server_uuid}
 * @param readOnly whether it refuses the writes of ordinary users
 * @param superReadOnly whether it refuses those of administrators too
 * @param offline whether it refuses the connections of ordinary users
 * @param executed the transactions it has executed
 * @param purged those among them that it can no longer give to a replica
 * @param channel how it follows another, {@code null} if it follows nobody
 * @param semiSync how it waits for replicas
 * @param epoch the last promotion in its history, {@code null} if there is none
 */
public record ServerState(String serverId, boolean readOnly, boolean superReadOnly, boolean offline, Position executed,
		Position purged, @Nullable Channel channel, SemiSync semiSync, @Nullable Epoch epoch) {

	/**
	 * Whether it takes writes.
	 * @return whether it is not read-only
	 */
	public boolean isWritable() {
		return !this.readOnly;
	}

	/**
	 * Everything it has or will have once it has applied what it received.
	 * @return what it has executed and received
	 */
	public Position known() {
		return (this.channel != null) ? this.executed.plus(this.channel.received()) : this.executed;
	}

	/**
	 * What it has received and not executed.
	 * @return the transactions that would be lost with its channel
	 */
	public Position unapplied() {
		return known().minus(this.executed);
	}

	/**
	 * Whether it has received what it cannot apply.
	 * @return whether an applier was stopped by an error before the end
	 */
	public boolean isApplierBroken() {
		return this.channel != null && !this.channel.applying() && this.channel.isBroken() && !unapplied().isEmpty();
	}

	/**
	 * Why it does not follow as it should.
	 * @return the error of its channel; empty if there is none
	 */
	public String channelError() {
		return (this.channel != null) ? this.channel.error() : "";
	}

	/**
	 * Whether it follows the server at an address, be it with a thread that is stopped.
	 * @param address the address, as {@code host:port}
	 * @return whether its channel names that
	 */
	public boolean follows(String address) {
		return this.channel != null && this.channel.source().equals(address);
	}

	/**
	 * Whether it follows the server at an address, and nothing has stopped.
	 * @param address the address, as {@code host:port}
	 * @return whether its channel names that and runs
	 */
	public boolean isFollowing(String address) {
		return this.channel != null && this.channel.source().equals(address) && this.channel.isRunning();
	}

}
