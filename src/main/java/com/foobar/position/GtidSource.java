package com.foobar.position;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Who numbers the transactions: a server or group by its UUID, and a tag. Immutable,
 * ordered as the server prints: by the bytes of the UUID, then by tag, none first.
 *
 * @param high the first eight bytes of the UUID
 * @param low the last eight bytes of the UUID
 * @param tag the tag in lower case, empty for none
 */
record GtidSource(long high, long low, String tag) implements Comparable<GtidSource> {

	/** The UUID as the server prints it. */
	String uuid() {
		return new UUID(this.high, this.low).toString();
	}

	/** The same server or group with another tag. */
	GtidSource tagged(String tag) {
		return new GtidSource(this.high, this.low, tag);
	}

	/**
	 * Appends what distinguishes this source from the one printed before it: the tag
	 * alone where they share the UUID.
	 */
	void appendTo(StringBuilder text, @Nullable GtidSource previous) {
		if (previous == null || !hasUuidOf(previous)) {
			text.append((previous != null) ? "," : "").append(uuid());
		}
		if (!this.tag.isEmpty()) {
			text.append(':').append(this.tag);
		}
	}

	private boolean hasUuidOf(GtidSource other) {
		return this.high == other.high && this.low == other.low;
	}

	@Override
	public int compareTo(GtidSource other) {
		if (this.high != other.high) {
			return Long.compareUnsigned(this.high, other.high);
		}
		if (this.low != other.low) {
			return Long.compareUnsigned(this.low, other.low);
		}
		return this.tag.compareTo(other.tag);
	}

}
