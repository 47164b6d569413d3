package com.foobar.statement;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells reads that take locks, which only the primary can grant. Not a parser: a text
 * that merely mentions such a clause goes to the primary as well, which costs a detour
 * and nothing else.
 */
public final class LockingRead {

	/** How many texts are remembered: those of an application are few, and constant. */
	private static final int REMEMBERED = 1000;

	private static final int LONGEST = 2000;

	private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

	private LockingRead() {
	}

	/**
	 * Whether a statement asks for locks. Costs nanoseconds for a text that has been
	 * looked at before, and about one for each character of another.
	 * @param sql its text
	 * @return whether it does, or may
	 */
	public static boolean matches(String sql) {
		Boolean known = KNOWN.get(sql);
		return (known != null) ? known : learn(sql);
	}

	private static boolean learn(String sql) {
		boolean locking = asksForLocks(sql);
		if (KNOWN.size() < REMEMBERED && sql.length() <= LONGEST) {
			KNOWN.put(sql, locking);
		}
		return locking;
	}

	private static boolean asksForLocks(String sql) {
		for (int index = 0; index < sql.length(); index++) {
			switch (sql.charAt(index)) {
				case 'f', 'F' -> {
					if (matches(sql, index, "for", "update") || matches(sql, index, "for", "share")) {
						return true;
					}
				}
				case 'l', 'L' -> {
					if (matches(sql, index, "lock", "in", "share", "mode")) {
						return true;
					}
				}
				case 'g', 'G' -> {
					if (matches(sql, index, "get_lock")) {
						return true;
					}
				}
				default -> {
				}
			}
		}
		return false;
	}

	private static boolean matches(String sql, int start, String... words) {
		int index = start;
		for (String word : words) {
			if (!sql.regionMatches(true, index, word, 0, word.length())) {
				return false;
			}
			index += word.length();
			while (index < sql.length() && Character.isWhitespace(sql.charAt(index))) {
				index++;
			}
		}
		return true;
	}

}
