package com.foobar.consistency;

import java.time.Instant;

import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor must see again. Immutable. {@link TokenCodec} makes it a text that can
 * leave the application, and stamps it with the time.
 *
 * @param position everything that the visitor has written and seen
 * @param pinnedUntil until when the visitor reads from the primary alone, because it is
 * not known or does not fit into a token what that is; {@code null} if it is known
 */
public record ConsistencyToken(Position position, @Nullable Instant pinnedUntil) {

	/**
	 * Of a visitor who has written and seen nothing.
	 */
	public static final ConsistencyToken NONE = new ConsistencyToken(GtidSet.EMPTY, null);

	/**
	 * Of a visitor who has written and seen this.
	 * @param position everything that must be seen again
	 * @return the token
	 */
	public static ConsistencyToken of(Position position) {
		return new ConsistencyToken(position, null);
	}

	/**
	 * Of a visitor who may have written something unknown.
	 * @param until until when to read from the primary alone
	 * @return the token
	 */
	public static ConsistencyToken pinned(Instant until) {
		return new ConsistencyToken(GtidSet.EMPTY, until);
	}

	/**
	 * Whether this asks for nothing.
	 * @return whether every node will do
	 */
	public boolean isEmpty() {
		return this.position.isEmpty() && this.pinnedUntil == null;
	}

	/**
	 * What at least one of the two asks for, such as the tokens of two cookies. Where
	 * their positions are of different flavours, which one cluster does not give out, the
	 * other's replaces this one's.
	 * @param other token to add
	 * @return both, or this where the other asks for nothing more
	 */
	public ConsistencyToken plus(ConsistencyToken other) {
		Position position = union(this.position, other.position);
		Instant pinnedUntil = later(this.pinnedUntil, other.pinnedUntil);
		boolean same = position == this.position && pinnedUntil == this.pinnedUntil;
		return same ? this : new ConsistencyToken(position, pinnedUntil);
	}

	private static Position union(Position one, Position other) {
		boolean combinable = one.isEmpty() || other.isEmpty() || one.getClass() == other.getClass();
		return combinable ? one.plus(other) : other;
	}

	private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
		return (one == null || (other != null && other.isAfter(one))) ? other : one;
	}

}
