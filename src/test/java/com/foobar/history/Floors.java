package com.foobar.history;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The least number that a session must see in a register, as it rises over time. Used by
 * one thread.
 */
final class Floors {

	private final Map<Key, NavigableMap<Long, Long>> floors = new HashMap<>();

	/** Raises the floor from a time on that is not before the times given before. */
	void raise(int session, int register, long nanos, long number) {
		NavigableMap<Long, Long> floor = this.floors.computeIfAbsent(new Key(session, register),
				(key) -> new TreeMap<>());
		long before = floor.isEmpty() ? 0 : floor.lastEntry().getValue();
		floor.put(nanos, Math.max(before, number));
	}

	/** The floor for what starts at the given time, 0 for none. */
	long at(int session, int register, long nanos) {
		NavigableMap<Long, Long> floor = this.floors.get(new Key(session, register));
		Map.Entry<Long, Long> entry = (floor != null) ? floor.floorEntry(nanos) : null;
		return (entry != null) ? entry.getValue() : 0;
	}

	/**
	 * Who looks where.
	 *
	 * @param session session that reads
	 * @param register register that it reads
	 */
	private record Key(int session, int register) {

	}

}
