package com.foobar.token;

import java.util.Random;
import java.util.UUID;

import com.foobar.position.GtidSet;
import com.foobar.position.MariaDbPosition;
import com.foobar.position.Position;

/** Random positions of both flavours, and tokens. The same seed gives the same ones. */
final class RandomPositions {

	private static final long MAX_NUMBER = Long.MAX_VALUE - 1;

	private final Random random;

	RandomPositions(long seed) {
		this.random = new Random(seed);
	}

	/** A token with any position, of a visitor who is tied to a node or not. */
	ConsistencyToken token() {
		ConsistencyToken token = ConsistencyToken.of(position());
		return this.random.nextBoolean() ? token : token.plus(ConsistencyToken.NONE.readFrom(node()));
	}

	private String node() {
		return (this.random.nextInt(8) != 0) ? "d" + "b-2.".repeat(this.random.nextInt(16)) : ConsistencyToken.SEVERAL;
	}

	Position position() {
		return this.random.nextBoolean() ? gtidSet() : mariaDbPosition();
	}

	private Position gtidSet() {
		Position set = GtidSet.EMPTY;
		for (int servers = this.random.nextInt(4); servers > 0; servers--) {
			UUID uuid = new UUID(this.random.nextLong(), this.random.nextLong());
			for (int intervals = this.random.nextInt(8); intervals > 0; intervals--) {
				set = set.plus(GtidSet.parse(uuid + tag() + ":" + interval()));
			}
		}
		return set;
	}

	private String tag() {
		return this.random.nextBoolean() ? "" : ":" + "_a1".repeat(1 + this.random.nextInt(10));
	}

	private String interval() {
		long first = 1 + number(MAX_NUMBER - 1);
		return first + "-" + (first + number(MAX_NUMBER - first));
	}

	private Position mariaDbPosition() {
		Position position = MariaDbPosition.EMPTY;
		for (int domains = this.random.nextInt(6); domains > 0; domains--) {
			position = position.plus(MariaDbPosition
				.parse(number(0xffff_ffffL) + "-" + number(0xffff_ffffL) + "-" + (1 + number(Long.MAX_VALUE - 1))));
		}
		return position;
	}

	/** A number of any length in bits, up to the given one. */
	private long number(long max) {
		long number = this.random.nextLong() >>> this.random.nextInt(Long.SIZE);
		return (this.random.nextInt(20) == 0 || number < 0 || number > max) ? max : number;
	}

	/** A number of so many random bits. */
	int bits(int count) {
		return this.random.nextInt(1 << count);
	}

	byte[] bytes(int maxLength) {
		byte[] bytes = new byte[this.random.nextInt(maxLength + 1)];
		this.random.nextBytes(bytes);
		return bytes;
	}

	String text(int maxLength) {
		int bound = this.random.nextBoolean() ? 128 : 0x3000;
		return this.random.ints(this.random.nextInt(maxLength + 1), 0, bound)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

}
