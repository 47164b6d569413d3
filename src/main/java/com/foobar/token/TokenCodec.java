package com.foobar.token;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import com.foobar.position.Position;
import com.foobar.token.TokenReading.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Writes tokens as signed texts and reads them on any instance that has the same keys.
 * Immutable.
 * <p>
 * A text is Base64 for URLs without padding of: the version and flags in one byte, three
 * bytes of the cluster's name, the time of issue in seconds, the end of the pin and the
 * name of the node if there are any, the {@linkplain PositionBytes position} and the
 * {@linkplain TokenSigner signature} of all that. With one interval of one UUID it has 62
 * to 68 characters, and with a node 4 for every 3 of its name's length plus one: 67 to 74
 * with {@code db2}.
 * <p>
 * A node is forgotten when every other that serves reads must have caught up with what it
 * had shown: {@link TokenSettings#pin()} after the last read. For a visitor who goes on
 * reading from it, the node begins to {@linkplain ConsistencyToken#ageing() age} some
 * time before, so that not every answer has to carry a token: after half of {@code pin},
 * or as much of it as {@link TokenSettings#ttl()} leaves beyond {@code pin}. That time is
 * added to the life of each, so 3 min is the whole by default.
 * <p>
 * To change the keys without losing a token, add the new one as the last everywhere, then
 * make it the first, and take the old one out when its tokens have expired.
 */
public final class TokenCodec {

	private static final int VERSION = 1;

	private static final int VERSION_SHIFT = 28;

	private static final int TIED = 1 << 27;

	private static final int KIND_SHIFT = 25;

	private static final int KIND_MASK = 3;

	private static final int PINNED = 1 << 24;

	private static final int CLUSTER_MASK = PINNED - 1;

	private static final int HEAD_BYTES = 2 * Integer.BYTES;

	private static final byte[] NO_BYTES = {};

	private final TokenSigner signer;

	private final int cluster;

	private final int maxLength;

	private final Duration pin;

	private final long ttlSeconds;

	private final long skewSeconds;

	private final long freshSeconds;

	private final long tieSeconds;

	private final Clock clock;

	/**
	 * A codec for the tokens of one cluster.
	 * @param settings the settings
	 * @param clock tells when tokens are issued, and whether they have expired
	 */
	public TokenCodec(TokenSettings settings, Clock clock) {
		this.signer = new TokenSigner(settings.keys());
		this.cluster = cluster(settings.cluster());
		this.maxLength = settings.maxTokenLength();
		this.pin = settings.pin();
		this.ttlSeconds = seconds(settings.ttl());
		this.skewSeconds = seconds(settings.clockSkew());
		this.freshSeconds = Math.min(seconds(this.pin) / 2, this.ttlSeconds - seconds(this.pin));
		this.tieSeconds = seconds(this.pin) + this.freshSeconds;
		this.clock = clock;
	}

	private static int cluster(String name) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
			return ByteBuffer.wrap(hash).getInt() & CLUSTER_MASK;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-256", ex);
		}
	}

	/** The seconds in a duration, rounded up. */
	private static long seconds(Duration duration) {
		return duration.plusNanos(999_999_999).toSeconds();
	}

	/**
	 * Issue a token. If its position does not fit into the longest text that is allowed,
	 * the text says to read from the primary for the time of {@link TokenSettings#pin()}
	 * instead, so that the visitor is promised no less. The same if it is the name of the
	 * node that is too much. Costs microseconds, and more in proportion to the text of a
	 * large position.
	 * @param token the token
	 * @return its text of letters, digits, hyphens and underscores, at most
	 * {@link TokenSettings#maxTokenLength()} of them
	 */
	public String encode(ConsistencyToken token) {
		Instant now = this.clock.instant();
		String text = encode(token, now);
		return (text.length() <= this.maxLength) ? text : encode(pinned(token, now), now);
	}

	private String encode(ConsistencyToken token, Instant now) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(this.signer.sign(content(token, now)));
	}

	private ConsistencyToken pinned(ConsistencyToken token, Instant now) {
		ConsistencyToken pinned = ConsistencyToken.pinned(now.plus(this.pin));
		return (token.pinnedUntil() != null) ? pinned.plus(ConsistencyToken.pinned(token.pinnedUntil())) : pinned;
	}

	private byte[] content(ConsistencyToken token, Instant now) {
		Duration pin = (token.pinnedUntil() != null) ? Duration.between(now, token.pinnedUntil()) : Duration.ZERO;
		boolean pinned = pin.compareTo(Duration.ZERO) > 0;
		int kind = PositionBytes.kind(token.position());
		int head = VERSION << VERSION_SHIFT | ((token.node() != null) ? TIED : 0) | kind << KIND_SHIFT
				| (pinned ? PINNED : 0) | this.cluster;
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(Long.SIZE);
		bytes.writeBytes(ByteBuffer.allocate(HEAD_BYTES).putInt(head).putInt((int) now.getEpochSecond()).array());
		if (pinned) {
			int seconds = (int) Math.min(seconds(pin) + 1, Integer.MAX_VALUE);
			bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(seconds).array());
		}
		if (token.node() != null) {
			bytes.write(token.node().length());
			bytes.writeBytes(token.node().getBytes(StandardCharsets.US_ASCII));
		}
		PositionBytes.write(token.position(), bytes);
		return bytes.toByteArray();
	}

	/**
	 * Read a text that came from anywhere. Whatever it is, this takes microseconds,
	 * throws nothing and logs nothing: whoever calls it counts the verdicts.
	 * @param text the text, or {@code null} if there was none
	 * @return the token, or why the text was ignored
	 */
	public TokenReading decode(@Nullable String text) {
		if (text == null || text.isEmpty()) {
			return TokenReading.ignored(Verdict.ABSENT);
		}
		if (text.length() > this.maxLength) {
			return TokenReading.ignored(Verdict.OVERSIZED);
		}
		byte[] bytes = bytes(text);
		int length = bytes.length - TokenSigner.SIGNATURE_BYTES;
		if (length < HEAD_BYTES) {
			return TokenReading.ignored(Verdict.MALFORMED);
		}
		return this.signer.isSigned(bytes) ? read(ByteBuffer.wrap(bytes, 0, length))
				: TokenReading.ignored(Verdict.FORGED);
	}

	/** The bytes of a text that is written exactly as they are, or none. */
	private static byte[] bytes(String text) {
		try {
			byte[] bytes = Base64.getUrlDecoder().decode(text);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text) ? bytes : NO_BYTES;
		}
		catch (IllegalArgumentException ex) {
			return NO_BYTES;
		}
	}

	private TokenReading read(ByteBuffer content) {
		int head = content.getInt();
		long issued = Integer.toUnsignedLong(content.getInt());
		long age = this.clock.instant().getEpochSecond() - issued;
		Verdict verdict = verdict(head, age);
		if (verdict != Verdict.VALID) {
			return TokenReading.ignored(verdict);
		}
		try {
			return new TokenReading(verdict, read(head, issued, age, content));
		}
		catch (BufferUnderflowException | IllegalArgumentException ex) {
			return TokenReading.ignored(Verdict.MALFORMED);
		}
	}

	private Verdict verdict(int head, long age) {
		if (head >>> VERSION_SHIFT != VERSION) {
			return Verdict.MALFORMED;
		}
		if ((head & CLUSTER_MASK) != this.cluster) {
			return Verdict.FOREIGN;
		}
		if (age < -this.skewSeconds) {
			return Verdict.FUTURE;
		}
		return (age > this.ttlSeconds) ? Verdict.EXPIRED : Verdict.VALID;
	}

	private ConsistencyToken read(int head, long issued, long age, ByteBuffer content) {
		boolean pinned = (head & PINNED) != 0;
		Instant pinnedUntil = pinned ? Instant.ofEpochSecond(issued + Integer.toUnsignedLong(content.getInt())) : null;
		String node = ((head & TIED) != 0) ? readNode(content) : null;
		Position position = PositionBytes.read(head >>> KIND_SHIFT & KIND_MASK, content);
		boolean ageing = node != null && age > this.freshSeconds;
		ConsistencyToken token = new ConsistencyToken(position, pinnedUntil, node, ageing);
		return (age > this.tieSeconds) ? token.untied() : token;
	}

	private static String readNode(ByteBuffer content) {
		byte[] node = new byte[Byte.toUnsignedInt(content.get())];
		content.get(node);
		return new String(node, StandardCharsets.US_ASCII);
	}

}
