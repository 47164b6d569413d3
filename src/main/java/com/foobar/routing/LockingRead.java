package com.foobar.routing;

/**
 * Tells reads that take locks, which only the primary can grant. Not a parser: a text
 * that merely mentions such a clause goes to the primary as well, which costs a detour
 * and nothing else.
 */
final class LockingRead {

	private LockingRead() {
	}

	/** Whether a statement asks for locks; costs about a nanosecond per character. */
	static boolean matches(String sql) {
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
