package com.foobar.visitor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.springframework.http.ResponseCookie;

/**
 * Writes and reads the visitor's cookie: 16 bytes of id and their HMAC-SHA256, so that an
 * id nobody was given cannot be claimed. Immutable.
 */
final class VisitorCookie {

	static final String NAME = "visitor";

	private static final Duration MAX_AGE = Duration.ofDays(365);

	private static final String ALGORITHM = "HmacSHA256";

	private static final int ID_BYTES = 16;

	private static final int SIGNATURE_BYTES = 32;

	private final SecretKeySpec key;

	VisitorCookie(String key) {
		this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
	}

	ResponseCookie write(Visitor visitor, boolean secure) {
		byte[] id = visitor.toBytes();
		byte[] value = ByteBuffer.allocate(ID_BYTES + SIGNATURE_BYTES).put(id).put(sign(id)).array();
		return cookie(Base64.getUrlEncoder().withoutPadding().encodeToString(value), MAX_AGE, secure);
	}

	/** The cookie that makes a browser forget the visitor. */
	ResponseCookie erase(boolean secure) {
		return cookie("", Duration.ZERO, secure);
	}

	private static ResponseCookie cookie(String value, Duration maxAge, boolean secure) {
		return ResponseCookie.from(NAME, value)
			.path("/")
			.maxAge(maxAge)
			.httpOnly(true)
			.secure(secure)
			.sameSite("Lax")
			.build();
	}

	/** The visitor a cookie's value proves, if it does. */
	Optional<Visitor> read(String value) {
		byte[] decoded = decode(value);
		if (decoded.length != ID_BYTES + SIGNATURE_BYTES) {
			return Optional.empty();
		}
		ByteBuffer buffer = ByteBuffer.wrap(decoded);
		Visitor visitor = new Visitor(new UUID(buffer.getLong(), buffer.getLong()));
		byte[] signature = new byte[SIGNATURE_BYTES];
		buffer.get(signature);
		return MessageDigest.isEqual(signature, sign(visitor.toBytes())) ? Optional.of(visitor) : Optional.empty();
	}

	private static byte[] decode(String value) {
		try {
			return Base64.getUrlDecoder().decode(value);
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

	private byte[] sign(byte[] id) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			return mac.doFinal(id);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java runtime has " + ALGORITHM, ex);
		}
	}

}
