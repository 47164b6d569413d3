package com.foobar.position;

/**
 * Text of a position with the place up to which it has been read. Confined to one thread.
 * Blanks and line breaks are passed over behind every element, so that the place is
 * always at the next one.
 */
final class PositionReader {

	private static final int MAX_QUOTED = 64;

	private final String kind;

	private final String text;

	private int index;

	private int elements;

	/**
	 * A reader at the first element of a text.
	 * @param kind what the text is, for messages
	 * @param text the text
	 */
	PositionReader(String kind, String text) {
		this.kind = kind;
		this.text = text;
		if (text.length() > Position.MAX_LENGTH) {
			throw failure(Position.MAX_LENGTH, "a text has at most " + Position.MAX_LENGTH + " characters");
		}
		skipBlanks();
	}

	int index() {
		return this.index;
	}

	boolean isAtEnd() {
		return this.index == this.text.length();
	}

	/** The character at the place, and at the end one that is part of no element. */
	char current() {
		return isAtEnd() ? '\0' : this.text.charAt(this.index);
	}

	/** Goes on by one character, and over no blanks. */
	void advance() {
		this.index++;
	}

	void skipBlanks() {
		while (isBlank(current())) {
			this.index++;
		}
	}

	/** The blanks of the C library, which the servers go by. */
	private static boolean isBlank(char character) {
		return character == ' ' || (character >= '\t' && character <= '\r');
	}

	boolean isAtDigit() {
		return isDigit(current());
	}

	private static boolean isDigit(char character) {
		return character >= '0' && character <= '9';
	}

	/** Reads the given separator, if it is next. */
	boolean take(char separator) {
		if (current() != separator) {
			return false;
		}
		this.index++;
		skipBlanks();
		return true;
	}

	void expect(char separator) {
		if (!take(separator)) {
			throw failure(this.index, "expected '" + separator + "'");
		}
	}

	void expectEnd(String rule) {
		if (!isAtEnd()) {
			throw failure(this.index, rule);
		}
	}

	/** Reads a decimal number within the bounds, both included. */
	long number(String name, long min, long max) {
		int start = this.index;
		long value = 0;
		for (; isAtDigit(); this.index++) {
			int digit = current() - '0';
			if (value > (max - digit) / 10) {
				throw outOfBounds(start, name, min, max);
			}
			value = value * 10 + digit;
		}
		if (this.index == start || value < min) {
			throw outOfBounds(start, name, min, max);
		}
		skipBlanks();
		return value;
	}

	private IllegalArgumentException outOfBounds(int place, String name, long min, long max) {
		return failure(place, "expected %s from %d to %d".formatted(name, min, max));
	}

	/** Reads the characters from the given place to this one. */
	String textSince(int start) {
		return this.text.substring(start, this.index);
	}

	/** Counts what takes memory for each time it occurs in the text. */
	void countElement() {
		if (++this.elements > Position.MAX_ELEMENTS) {
			throw failure(this.index, "more than " + Position.MAX_ELEMENTS + " elements");
		}
	}

	IllegalArgumentException failure(int place, String rule) {
		return new IllegalArgumentException("Malformed %s '%s' at character %d: %s".formatted(this.kind,
				quoted(this.text, place), place + 1, rule));
	}

	static IllegalArgumentException mixed(Position one, Position other) {
		return new IllegalArgumentException("Positions '%s' and '%s' are of different servers and cannot be combined"
			.formatted(quoted(one.toString(), 0), quoted(other.toString(), 0)));
	}

	/** The text around a place, short and printable whoever wrote it. */
	private static String quoted(String text, int place) {
		int start = Math.max(0, Math.min(place - MAX_QUOTED / 2, text.length() - MAX_QUOTED));
		int end = Math.min(text.length(), start + MAX_QUOTED);
		String part = text.substring(start, end).replaceAll("[^ -~]", "?");
		return ((start > 0) ? "…" : "") + part + ((end < text.length()) ? "…" : "");
	}

}
