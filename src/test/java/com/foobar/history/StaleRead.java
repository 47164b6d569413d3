package com.foobar.history;

/**
 * A read that saw less than it had to. Immutable.
 *
 * @param read the read
 * @param expected the least number that it had to see
 */
public record StaleRead(Read read, long expected) {

	@Override
	public String toString() {
		return "%s, where %d or more was due".formatted(this.read, this.expected);
	}

}
