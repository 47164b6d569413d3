package com.foobar.history;

/**
 * One written number as the database keeps it. Immutable.
 *
 * @param session session that wrote it, in whose register it is
 * @param number the number
 */
public record Row(int session, long number) {

	@Override
	public String toString() {
		return "%d of session %d".formatted(this.number, this.session);
	}

}
