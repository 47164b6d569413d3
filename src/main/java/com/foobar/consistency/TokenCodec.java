package com.foobar.consistency;

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

import com.foobar.consistency.TokenReading.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Writes tokens as signed texts and reads them on any instance that has the same keys.
 * Immutable.
 * <p>
 * A text is Base64 for URLs without padding of: the version and flags in one byte, three
 * bytes of the cluster's name, the time of issue in seconds, the end of the pin if there
 * is one, the {@linkplain PositionBytes position} and the {@linkplain TokenSigner
 * signature} of all that. With one interval of one UUID it has 62 to 68 characters.
 * <p>
 * To change the keys without losing a token, add the new one as the last everywhere, then
 * make it the first, and take the old one out when its tokens have expired.
 */
public final class TokenCodec {

	private static final int VERSION = 1;

	private static final int VERSION_SHIFT = 28;

	private static final int KIND_SHIFT = 25;

	private static final int KIND_MASK = 3;

	private static final int PINNED = 1 << 24;

	private static final int CLUSTER_MASK = PINNED - 1;

	private static final int HEAD_BYTES = 2 * Integer.BYTES;

	private static final int MAX_PIN_SECONDS = Integer.MAX_VALUE;

	private static final byte[] NO_BYTES = {};

	private final TokenSigner signer;

	private final int cluster;

	private final int maxLength;

	private final Duration pin;

	private final long ttlSeconds;

	private final long skewSeconds;

	private final Clock clock;

	/**
	 * A codec for the tokens of one cluster.
	 * @param settings the settings
	 * @param clock tells when tokens are issued, and whether they have expired
	 */
	public TokenCodec(ConsistencySettings settings, Clock clock) {
		this.signer = new TokenSigner(settings.keys());
		this.cluster = cluster(settings.cluster());
		this.maxLength = settings.maxTokenLength();
		this.pin = settings.pin();
		this.ttlSeconds = seconds(settings.ttl());
		this.skewSeconds = seconds(settings.clockSkew());
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
	 * the text says to read from the primary for the time of
	 * {@link ConsistencySettings#pin()} instead, so that the visitor is promised no less.
	 * Costs microseconds, and more in proportion to the text of a large position.
	 * @param token the token
	 * @return its text of letters, digits, hyphens and underscores, at most
	 * {@link ConsistencySettings#maxTokenLength()} of them
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
		int head = VERSION << VERSION_SHIFT | kind << KIND_SHIFT | (pinned ? PINNED : 0) | this.cluster;
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(Long.SIZE);
		bytes.writeBytes(ByteBuffer.allocate(HEAD_BYTES).putInt(head).putInt((int) now.getEpochSecond()).array());
		if (pinned) {
			PositionBytes.writeNumber(Math.min(seconds(pin) + 1, MAX_PIN_SECONDS), bytes);
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
		Verdict verdict = verdict(head, issued);
		if (verdict != Verdict.VALID) {
			return TokenReading.ignored(verdict);
		}
		try {
			return new TokenReading(verdict, read(head, issued, content));
		}
		catch (BufferUnderflowException | IllegalArgumentException ex) {
			return TokenReading.ignored(Verdict.MALFORMED);
		}
	}

	private Verdict verdict(int head, long issued) {
		long age = this.clock.instant().getEpochSecond() - issued;
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

	private static ConsistencyToken read(int head, long issued, ByteBuffer content) {
		boolean pinned = (head & PINNED) != 0;
		Instant pinnedUntil = pinned
				? Instant.ofEpochSecond(issued + PositionBytes.readNumber(content, MAX_PIN_SECONDS)) : null;
		return new ConsistencyToken(PositionBytes.read(head >>> KIND_SHIFT & KIND_MASK, content), pinnedUntil);
	}

}
