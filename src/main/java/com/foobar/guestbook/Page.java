package com.foobar.guestbook;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of the list. Immutable.
 *
 * @param entries the entries, newest first
 * @param next what to pass as {@code before} to read on, or {@code null} at the end
 */
record Page(List<Entry> entries, @Nullable Long next) {

	/**
	 * A page of {@code limit} entries out of up to one more, which tells of a next page.
	 */
	static Page of(List<Entry> entries, int limit) {
		if (entries.size() <= limit) {
			return new Page(entries, null);
		}
		List<Entry> shown = List.copyOf(entries.subList(0, limit));
		return new Page(shown, shown.get(limit - 1).id());
	}

}
