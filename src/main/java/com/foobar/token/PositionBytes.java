package com.foobar.token;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;

/**
 * Positions as few bytes: a UUID takes 16, each interval two numbers, of which the first
 * tells the distance from the interval before and the second its length; a domain of
 * MariaDB takes three numbers. Numbers below 2<sup>63</sup> take one byte for every 7
 * bits. Stateless.
 */
final class PositionBytes {

	private static final int EMPTY = 0;

	private static final int GTID_SET = 1;

	private static final int MARIADB = 2;

	private static final int SAME_UUID = 1;

	private static final int TAGGED = 2;

	private static final int FLAG_BITS = 2;

	private PositionBytes() {
	}

	/**
	 * The kind of a position, which {@link #read} must be told.
	 * @param position any position
	 * @return a number from 0 to 3
	 */
	static int kind(Position position) {
		if (position.isEmpty()) {
			return EMPTY;
		}
		return (position instanceof GtidSet) ? GTID_SET : MARIADB;
	}

	/**
	 * Write a position.
	 * @param position any position
	 * @param bytes what to add it to
	 */
	static void write(Position position, ByteArrayOutputStream bytes) {
		if (!position.isEmpty()) {
			for (String part : position.toString().split(",")) {
				if (position instanceof GtidSet) {
					writeServer(part.split(":"), bytes);
				}
				else {
					writeDomain(part.split("-"), bytes);
				}
			}
		}
	}

	/** Writes a UUID and what follows it: intervals, and tags each with intervals. */
	private static void writeServer(String[] parts, ByteArrayOutputStream bytes) {
		int next = 1;
		while (next < parts.length) {
			next = writeSource(parts, next, bytes);
		}
	}

	private static int writeSource(String[] parts, int start, ByteArrayOutputStream bytes) {
		boolean tagged = !isInterval(parts[start]);
		int first = tagged ? start + 1 : start;
		int end = first;
		while (end < parts.length && isInterval(parts[end])) {
			end++;
		}
		writeNumber((end - first) << FLAG_BITS | (tagged ? TAGGED : 0) | ((start > 1) ? SAME_UUID : 0), bytes);
		if (start == 1) {
			writeUuid(UUID.fromString(parts[0]), bytes);
		}
		if (tagged) {
			writeTag(parts[start], bytes);
		}
		writeIntervals(parts, first, end, bytes);
		return end;
	}

	private static boolean isInterval(String part) {
		return part.charAt(0) >= '0' && part.charAt(0) <= '9';
	}

	private static void writeUuid(UUID uuid, ByteArrayOutputStream bytes) {
		bytes.writeBytes(ByteBuffer.allocate(2 * Long.BYTES)
			.putLong(uuid.getMostSignificantBits())
			.putLong(uuid.getLeastSignificantBits())
			.array());
	}

	private static void writeTag(String tag, ByteArrayOutputStream bytes) {
		writeNumber(tag.length(), bytes);
		bytes.writeBytes(tag.getBytes(StandardCharsets.US_ASCII));
	}

	private static void writeIntervals(String[] parts, int start, int end, ByteArrayOutputStream bytes) {
		long least = 1;
		for (int i = start; i < end; i++) {
			int hyphen = parts[i].indexOf('-');
			long first = Long.parseLong((hyphen < 0) ? parts[i] : parts[i].substring(0, hyphen));
			long last = (hyphen < 0) ? first : Long.parseLong(parts[i].substring(hyphen + 1));
			writeNumber(first - least, bytes);
			writeNumber(last - first, bytes);
			least = last + 2;
		}
	}

	private static void writeDomain(String[] numbers, ByteArrayOutputStream bytes) {
		for (String number : numbers) {
			writeNumber(Long.parseLong(number), bytes);
		}
	}

	private static void writeNumber(long number, ByteArrayOutputStream bytes) {
		long rest = number;
		while (rest > 0x7f) {
			bytes.write((int) rest | 0x80);
			rest >>>= 7;
		}
		bytes.write((int) rest);
	}

	/**
	 * Read a position from all remaining bytes, whoever wrote them. Takes time and memory
	 * in proportion to them.
	 * @param kind its {@link #kind}
	 * @param bytes the bytes
	 * @return the position
	 * @throws IllegalArgumentException if it is malformed or of another kind
	 * @throws java.nio.BufferUnderflowException if it is not complete
	 */
	static Position read(int kind, ByteBuffer bytes) {
		boolean mariaDb = kind == MARIADB;
		StringBuilder text = new StringBuilder();
		while (bytes.hasRemaining()) {
			if (mariaDb) {
				readDomain(bytes, text);
			}
			else {
				readSource(bytes, text);
			}
		}
		Position position = mariaDb ? MariaDbPosition.parse(text.toString()) : GtidSet.parse(text.toString());
		if (kind(position) != kind) {
			throw new IllegalArgumentException("A position of kind %d is not '%s'".formatted(kind, text));
		}
		return position;
	}

	private static void readSource(ByteBuffer bytes, StringBuilder text) {
		long head = readNumber(bytes, Long.MAX_VALUE);
		if ((head & SAME_UUID) == 0) {
			text.append(text.isEmpty() ? "" : ",").append(new UUID(bytes.getLong(), bytes.getLong()));
		}
		if ((head & TAGGED) != 0) {
			text.append(':').append(readTag(bytes));
		}
		long least = 1;
		for (long i = head >>> FLAG_BITS; i > 0; i--) {
			long first = least + readNumber(bytes, Long.MAX_VALUE);
			long last = first + readNumber(bytes, Long.MAX_VALUE);
			text.append(':').append(first).append('-').append(last);
			least = last + 2;
		}
	}

	private static String readTag(ByteBuffer bytes) {
		byte[] tag = new byte[(int) readNumber(bytes, bytes.remaining())];
		bytes.get(tag);
		return new String(tag, StandardCharsets.US_ASCII);
	}

	private static void readDomain(ByteBuffer bytes, StringBuilder text) {
		text.append(text.isEmpty() ? "" : ",").append(readNumber(bytes, Long.MAX_VALUE));
		text.append('-')
			.append(readNumber(bytes, Long.MAX_VALUE))
			.append('-')
			.append(readNumber(bytes, Long.MAX_VALUE));
	}

	/** Reads a number from 0 to the given one. */
	private static long readNumber(ByteBuffer bytes, long max) {
		long number = 0;
		for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
			byte next = bytes.get();
			number |= (next & 0x7fL) << shift;
			if (next >= 0 && number <= max) {
				return number;
			}
		}
		throw new IllegalArgumentException("A number is from 0 to " + max);
	}

}
