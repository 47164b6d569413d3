package com.foobar.position;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Reads the text of one GTID set. Confined to one thread, used once.
 */
final class GtidSetParser {

	private static final long MAX_NUMBER = Long.MAX_VALUE - 1;

	private static final int MAX_TAG_LENGTH = 32;

	private final PositionReader reader;

	private final Map<GtidSource, Intervals.Builder> numbers = new TreeMap<>();

	private @Nullable GtidSource currentSource;

	private Intervals.@Nullable Builder currentNumbers;

	GtidSetParser(String text) {
		this.reader = new PositionReader("GTID set", text);
	}

	GtidSet parse() {
		while (!this.reader.isAtEnd()) {
			if (!this.reader.take(',')) {
				readSource();
			}
		}
		List<GtidSubset> subsets = new ArrayList<>(this.numbers.size());
		this.numbers.forEach((source, builder) -> subsets.add(new GtidSubset(source, builder.build())));
		return GtidSet.of(subsets);
	}

	/** Reads a UUID with its tags and intervals, up to the next UUID. */
	private void readSource() {
		GtidSource source = readUuid();
		this.reader.expect(':');
		do {
			source = this.reader.isAtDigit() ? source : source.tagged(readTag());
			readInterval(numbersOf(source));
		}
		while (this.reader.take(':'));
		if (!this.reader.take(',')) {
			this.reader.expectEnd("expected ':', ',' or the end");
		}
	}

	private GtidSource readUuid() {
		long high = readHex(8) << 32 | readHexAfterHyphen(4) << 16 | readHexAfterHyphen(4);
		long low = readHexAfterHyphen(4) << 48 | readHexAfterHyphen(12);
		this.reader.skipBlanks();
		return new GtidSource(high, low, "");
	}

	private long readHexAfterHyphen(int digits) {
		if (this.reader.current() != '-') {
			throw malformedUuid();
		}
		this.reader.advance();
		return readHex(digits);
	}

	private long readHex(int digits) {
		long value = 0;
		for (int i = 0; i < digits; i++) {
			char digit = this.reader.current();
			if (!HexFormat.isHexDigit(digit)) {
				throw malformedUuid();
			}
			value = value << 4 | HexFormat.fromHexDigit(digit);
			this.reader.advance();
		}
		return value;
	}

	private IllegalArgumentException malformedUuid() {
		return this.reader.failure(this.reader.index(), "a UUID is 32 hexadecimal digits in groups of 8-4-4-4-12");
	}

	/** Reads a tag and the colon behind it. */
	private String readTag() {
		int start = this.reader.index();
		while (isOfTag(this.reader.current())) {
			this.reader.advance();
		}
		String tag = this.reader.textSince(start);
		if (tag.isEmpty() || tag.length() > MAX_TAG_LENGTH) {
			throw this.reader.failure(start,
					"expected a number or a tag of up to %d letters, digits and underscores".formatted(MAX_TAG_LENGTH));
		}
		this.reader.skipBlanks();
		this.reader.expect(':');
		return tag.toLowerCase(Locale.ROOT);
	}

	private static boolean isOfTag(char character) {
		return character == '_' || (character >= '0' && character <= '9') || (character >= 'A' && character <= 'Z')
				|| (character >= 'a' && character <= 'z');
	}

	private void readInterval(Intervals.Builder builder) {
		this.reader.countElement();
		long first = this.reader.number("a transaction number", 1, MAX_NUMBER);
		long last = this.reader.take('-') ? this.reader.number("the end of an interval", first, MAX_NUMBER) : first;
		builder.add(first, last);
	}

	private Intervals.Builder numbersOf(GtidSource source) {
		Intervals.Builder builder = this.currentNumbers;
		if (builder == null || source != this.currentSource) {
			builder = this.numbers.computeIfAbsent(source, (key) -> new Intervals.Builder());
			this.currentSource = source;
			this.currentNumbers = builder;
		}
		return builder;
	}

}
