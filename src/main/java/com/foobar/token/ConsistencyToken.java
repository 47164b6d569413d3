package com.foobar.token;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor must see again. Immutable. {@link TokenCodec} makes it a text that can
 * leave the application, and stamps it with the time.
 * <p>
 * What a visitor has written is known exactly, what was seen is not: no server tells that
 * of a read. But a node never shows less than it has shown before. So a read ties the
 * visitor to its node, and reading there again asks for nothing more. Any other node may
 * lack what this one has shown, except the primary.
 *
 * @param position everything that the visitor has written, and what is known to have been
 * seen
 * @param pinnedUntil until when the visitor reads from the primary alone, because it is
 * not known or does not fit into a token what that is; {@code null} if it is known
 * @param node the node that has shown more than the position tells: the one to read from,
 * or else the primary. {@link #SEVERAL} if there are more of them, {@code null} if none
 * @param ageing whether the node is to be told to the visitor anew with the next read,
 * before it is forgotten
 */
public record ConsistencyToken(Position position, @Nullable Instant pinnedUntil, @Nullable String node,
		boolean ageing) {

	/**
	 * In place of a node's name, and none itself: several nodes have shown something. Any
	 * of them may lack what another has shown, so only the primary will do.
	 */
	public static final String SEVERAL = "*";

	private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,62}|\\*");

	/**
	 * Of a visitor who has written and seen nothing.
	 */
	public static final ConsistencyToken NONE = new ConsistencyToken(GtidSet.EMPTY, null, null, false);

	/**
	 * A token of these parts.
	 * @throws IllegalArgumentException if the node's name is not 1 to 63 letters, digits,
	 * dots and dashes
	 */
	public ConsistencyToken {
		if (node != null && !NODE.matcher(node).matches()) {
			throw new IllegalArgumentException(
					"Node '%s' must be 1 to 63 letters, digits, dots and dashes".formatted(node));
		}
	}

	/**
	 * Of a visitor who has written and seen this.
	 * @param position everything that must be seen again
	 * @return the token
	 */
	public static ConsistencyToken of(Position position) {
		return new ConsistencyToken(position, null, null, false);
	}

	/**
	 * Of a visitor who may have written something unknown.
	 * @param until until when to read from the primary alone
	 * @return the token
	 */
	public static ConsistencyToken pinned(Instant until) {
		return new ConsistencyToken(GtidSet.EMPTY, until, null, false);
	}

	/**
	 * This token for a visitor whose position tells all that was seen, or who has another
	 * token that tells the node.
	 * @return the token without a node
	 */
	public ConsistencyToken untied() {
		return (this.node != null) ? new ConsistencyToken(this.position, this.pinnedUntil, null, false) : this;
	}

	/**
	 * Whether this asks for nothing.
	 * @return whether every node will do
	 */
	public boolean isEmpty() {
		return this.position.isEmpty() && this.pinnedUntil == null && this.node == null;
	}

	/**
	 * What at least one of the two asks for, such as the tokens of two cookies. Where
	 * their positions are of different flavours, which one cluster does not give out, the
	 * other's replaces this one's.
	 * <p>
	 * Two different nodes make {@link #SEVERAL}, whichever was read from later: each may
	 * have shown what the other lacks. What comes of it is ageing unless one of the two
	 * says the same and is not: the two may be forgotten one before the other.
	 * @param other token to add
	 * @return both, or this where the other asks for nothing more
	 */
	public ConsistencyToken plus(ConsistencyToken other) {
		Position position = union(this.position, other.position);
		Instant pinnedUntil = later(this.pinnedUntil, other.pinnedUntil);
		String node = common(this.node, other.node);
		boolean ageing = node != null && !isReadFrom(node) && !other.isReadFrom(node);
		boolean same = position == this.position && pinnedUntil == this.pinnedUntil && Objects.equals(node, this.node)
				&& ageing == this.ageing;
		return same ? this : new ConsistencyToken(position, pinnedUntil, node, ageing);
	}

	/**
	 * This token after a read from the node. Another node than before makes
	 * {@link #SEVERAL}.
	 * @param node the node's name
	 * @return the token, this one where it says so already
	 * @throws IllegalArgumentException if the name is not as a node's must be
	 */
	public ConsistencyToken readFrom(String node) {
		String common = (this.node == null || this.node.equals(node)) ? node : SEVERAL;
		return isReadFrom(common) ? this : new ConsistencyToken(this.position, this.pinnedUntil, common, false);
	}

	/**
	 * Whether it says already that the visitor read from this node last.
	 * @param node the node's name
	 * @return whether a read from it would change nothing
	 */
	public boolean isReadFrom(String node) {
		return node.equals(this.node) && !this.ageing;
	}

	private static @Nullable String common(@Nullable String one, @Nullable String other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return one.equals(other) ? one : SEVERAL;
	}

	private static Position union(Position one, Position other) {
		boolean combinable = one.isEmpty() || other.isEmpty() || one.getClass() == other.getClass();
		return combinable ? one.plus(other) : other;
	}

	private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
		return (one == null || (other != null && other.isAfter(one))) ? other : one;
	}

}
