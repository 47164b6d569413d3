package com.foobar.position;

import java.util.Set;

/**
 * How far a history reaches: the transactions that a node has executed, that a
 * transaction has written or that a visitor has seen. Immutable. Its text,
 * {@link #toString()}, is what the server itself prints and reads.
 * <p>
 * There are two flavours, {@link GtidSet} and {@link MariaDbPosition}, which have no
 * transaction in common. An empty position asks for nothing and is neutral with either;
 * otherwise a position contains none of the other flavour, and the two are not combined.
 * Positions of different flavours are never equal.
 */
public sealed interface Position permits GtidSet, MariaDbPosition {

	/**
	 * Longest text that is read, in characters.
	 */
	int MAX_LENGTH = 1 << 24;

	/**
	 * Largest number of intervals, or of MariaDB's domains, that is read from one text.
	 * With {@link #MAX_LENGTH} it keeps what a text can occupy below 100 MB; what comes
	 * from strangers should be capped far below it by whoever receives it.
	 */
	int MAX_ELEMENTS = 250_000;

	/**
	 * Read a position of either flavour, told apart by MySQL's {@code :}.
	 * @param text the text of a {@link GtidSet#parse GTID set} or of a
	 * {@link MariaDbPosition#parse MariaDB position}, may be empty
	 * @return the position
	 * @throws IllegalArgumentException if the text is malformed or too long, with the
	 * place and the rule
	 */
	static Position parse(String text) {
		return (text.indexOf('-') < 0 || text.indexOf(':') >= 0) ? GtidSet.parse(text) : MariaDbPosition.parse(text);
	}

	/**
	 * Whether a node at this position has everything that the other asks for. Allocates
	 * nothing; costs the size of the other times the logarithm of the size of this.
	 * @param other what is asked for
	 * @return {@code true} if the other is empty or part of this, {@code false} if it is
	 * not or is of the other flavour
	 */
	boolean contains(Position other);

	/**
	 * What at least one of the two reaches.
	 * @param other position to add
	 * @return the union, which is one of the two where that contains the other
	 * @throws IllegalArgumentException if the flavours differ and neither is empty
	 */
	Position plus(Position other);

	/**
	 * What a transaction can have seen that was committed as the given one: this, which
	 * its server had reached some time before, the transaction itself, and what came
	 * between. A bound from above, without asking the server.
	 * <p>
	 * That is sound because a server numbers its commits one after another and shows none
	 * before it has its number: what a transaction could see has a lower number than its
	 * own commit. So for each source that {@code own} names, a {@link GtidSet} also gets
	 * the numbers that this lacks below the last of {@code own}, from the first gap on
	 * that begins at most 1000 below it; a source starts at 1. A longer gap is one
	 * between the blocks that Group Replication hands out, which nobody ever fills, and
	 * is left: if this knows nothing of the block yet, or is more than 1000 commits old,
	 * the result falls short of what was seen. Other sources, and other tags of the same
	 * server, are numbered by themselves and are in the result as far as they are in
	 * this. A {@link MariaDbPosition} reaches all lower numbers anyway.
	 * @param own what the server answered to a commit
	 * @return this, {@code own} and what lies between
	 * @throws IllegalArgumentException if the flavours differ and neither is empty
	 */
	Position through(Position own);

	/**
	 * What this reaches and the other does not.
	 * @param other position to take away
	 * @return the difference, empty exactly if the other contains this
	 * @throws IllegalArgumentException if the flavours differ and neither is empty
	 */
	Position minus(Position other);

	/**
	 * Who has numbered these transactions: the UUIDs of MySQL's servers and groups, or
	 * MariaDB's domains.
	 * @return their texts as the server prints them
	 */
	Set<String> sources();

	/**
	 * The part of this that certain sources have numbered.
	 * @param sources texts as of {@link #sources()}
	 * @return the part, which is this where it is all
	 */
	Position retain(Set<String> sources);

	/**
	 * Whether this names no transaction at all.
	 * @return whether every position contains this
	 */
	boolean isEmpty();

	/**
	 * The number of transactions in this history.
	 * @return a number that is exact for a {@link GtidSet} and an upper bound for a
	 * {@link MariaDbPosition}; {@link Long#MAX_VALUE} also stands for all above
	 */
	long size();

	/**
	 * The number of transactions that this history has and the other lacks: how far the
	 * other is behind.
	 * @param other position to compare with
	 * @return zero exactly if the other contains this; exact or an upper bound like
	 * {@link #size()}
	 * @throws IllegalArgumentException if the flavours differ and neither is empty
	 */
	long leadOver(Position other);

}
