package com.foobar.position;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Position of MariaDB: the last transaction of each replication domain. Immutable.
 * <p>
 * Within a domain the sequence numbers ascend, whichever server writes, so a position
 * reaches all numbers up to its own, and the server is not compared: that is how
 * {@code MASTER_GTID_WAIT} decides, and it holds as long as a domain has one writer at a
 * time, which {@code gtid_strict_mode} enforces. Two positions can therefore contain each
 * other without being equal.
 */
public final class MariaDbPosition implements Position {

	/**
	 * The position before the first transaction.
	 */
	public static final MariaDbPosition EMPTY = new MariaDbPosition(new MariaDbGtid[0]);

	private static final long MAX_ID = 0xffff_ffffL;

	private final MariaDbGtid[] gtids;

	private MariaDbPosition(MariaDbGtid[] gtids) {
		this.gtids = gtids;
	}

	/**
	 * Read a position as in {@code gtid_current_pos}, such as {@code 0-1-5,1-1-3}, or the
	 * single {@code last_gtid} that a commit is answered with.
	 * <p>
	 * Each part is a domain and a server, from 0 to 2<sup>32</sup>-1, and a sequence
	 * number from 0 to 2<sup>63</sup>-1, where 0 stands for no transaction. Domains come
	 * in any order but only once, as in {@code gtid_slave_pos}; there may be blanks and
	 * line breaks between any two elements.
	 * @param text the text, of at most {@link #MAX_LENGTH} characters and
	 * {@link #MAX_ELEMENTS} domains; {@link #EMPTY} if it is blank
	 * @return the position
	 * @throws IllegalArgumentException if the text is malformed, with the place and the
	 * rule
	 */
	public static MariaDbPosition parse(String text) {
		PositionReader reader = new PositionReader("MariaDB position", text);
		if (reader.isAtEnd()) {
			return EMPTY;
		}
		Map<Long, MariaDbGtid> gtids = new TreeMap<>();
		do {
			readGtid(reader, gtids);
		}
		while (reader.take(','));
		reader.expectEnd("expected ',' or the end");
		gtids.values().removeIf((gtid) -> gtid.sequence() == 0);
		return of(gtids);
	}

	private static void readGtid(PositionReader reader, Map<Long, MariaDbGtid> gtids) {
		reader.countElement();
		int start = reader.index();
		long domain = reader.number("a domain", 0, MAX_ID);
		reader.expect('-');
		long server = reader.number("a server", 0, MAX_ID);
		reader.expect('-');
		long sequence = reader.number("a sequence number", 0, Long.MAX_VALUE);
		if (gtids.put(domain, new MariaDbGtid(domain, server, sequence)) != null) {
			throw reader.failure(start, "a domain occurs once");
		}
	}

	private static MariaDbPosition of(Map<Long, MariaDbGtid> gtids) {
		return new MariaDbPosition(gtids.values().toArray(MariaDbGtid[]::new));
	}

	@Override
	public boolean contains(Position other) {
		return (other instanceof MariaDbPosition position) ? contains(position) : other.isEmpty();
	}

	private boolean contains(MariaDbPosition other) {
		for (MariaDbGtid gtid : other.gtids) {
			if (sequenceOf(gtid.domain()) < gtid.sequence()) {
				return false;
			}
		}
		return true;
	}

	/** The last number of a domain, or 0. */
	private long sequenceOf(long domain) {
		int low = 0;
		int high = this.gtids.length;
		while (low < high) {
			int middle = (low + high) >>> 1;
			boolean before = this.gtids[middle].domain() < domain;
			low = before ? middle + 1 : low;
			high = before ? high : middle;
		}
		return (low < this.gtids.length && this.gtids[low].domain() == domain) ? this.gtids[low].sequence() : 0;
	}

	@Override
	public Position plus(Position other) {
		if (contains(other)) {
			return this;
		}
		return isEmpty() ? other : plus(position(other));
	}

	private MariaDbPosition plus(MariaDbPosition other) {
		Map<Long, MariaDbGtid> later = new TreeMap<>();
		for (MariaDbGtid gtid : this.gtids) {
			later.put(gtid.domain(), gtid);
		}
		for (MariaDbGtid gtid : other.gtids) {
			later.merge(gtid.domain(), gtid, MariaDbGtid::laterOf);
		}
		return of(later);
	}

	@Override
	public Position through(Position own) {
		return (isEmpty() && own instanceof GtidSet) ? GtidSet.EMPTY.through(own) : plus(own);
	}

	@Override
	public Position minus(Position other) {
		return (isEmpty() || other.isEmpty()) ? this : minus(position(other));
	}

	private MariaDbPosition minus(MariaDbPosition other) {
		return new MariaDbPosition(Arrays.stream(this.gtids)
			.filter((gtid) -> gtid.sequence() > other.sequenceOf(gtid.domain()))
			.toArray(MariaDbGtid[]::new));
	}

	private MariaDbPosition position(Position other) {
		if (other instanceof MariaDbPosition position) {
			return position;
		}
		throw PositionReader.mixed(this, other);
	}

	@Override
	public Set<String> sources() {
		return Stream.of(this.gtids).map(MariaDbPosition::domain).collect(Collectors.toSet());
	}

	@Override
	public Position retain(Set<String> sources) {
		MariaDbGtid[] result = Stream.of(this.gtids)
			.filter((gtid) -> sources.contains(domain(gtid)))
			.toArray(MariaDbGtid[]::new);
		return (result.length == this.gtids.length) ? this : new MariaDbPosition(result);
	}

	private static String domain(MariaDbGtid gtid) {
		return Long.toString(gtid.domain());
	}

	@Override
	public boolean isEmpty() {
		return this.gtids.length == 0;
	}

	/**
	 * The sum of the sequence numbers: as many transactions as there can have been, fewer
	 * where numbers were skipped.
	 * @return the upper bound, at most {@link Long#MAX_VALUE}
	 */
	@Override
	public long size() {
		return leadOver(EMPTY);
	}

	@Override
	public long leadOver(Position other) {
		MariaDbPosition start = (isEmpty() || other.isEmpty()) ? EMPTY : position(other);
		long lead = 0;
		for (MariaDbGtid gtid : this.gtids) {
			lead += Math.max(0, gtid.sequence() - start.sequenceOf(gtid.domain()));
			if (lead < 0) {
				return Long.MAX_VALUE;
			}
		}
		return lead;
	}

	/**
	 * Whether the other is a position at the same transactions, of the same servers.
	 * @param other object to compare with
	 * @return whether both have the same text
	 */
	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof MariaDbPosition position && Arrays.equals(this.gtids, position.gtids);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(this.gtids);
	}

	/**
	 * The canonical text: one identifier for each domain, domains ascending, as the
	 * server prints it.
	 * @return a text that the server and {@link #parse} read as this position
	 */
	@Override
	public String toString() {
		return Arrays.stream(this.gtids).map(MariaDbGtid::toString).collect(Collectors.joining(","));
	}

}
