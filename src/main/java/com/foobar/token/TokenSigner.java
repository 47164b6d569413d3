package com.foobar.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs tokens with their HMAC-SHA256, cut to 128 bits. Immutable.
 */
final class TokenSigner {

	static final int SIGNATURE_BYTES = 16;

	private static final String ALGORITHM = "HmacSHA256";

	/** Keeps what else is signed with the same key from passing for a token. */
	private static final byte[] PURPOSE = "consistency token".getBytes(StandardCharsets.US_ASCII);

	private final List<SecretKeySpec> keys;

	/**
	 * A signer with these keys.
	 * @param keys secrets, the first of which signs and all of which verify
	 */
	TokenSigner(List<String> keys) {
		this.keys = keys.stream()
			.map((key) -> new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM))
			.toList();
	}

	/** The content with its signature behind it. */
	byte[] sign(byte[] content) {
		return ByteBuffer.allocate(content.length + SIGNATURE_BYTES)
			.put(content)
			.put(signature(this.keys.get(0), content, content.length), 0, SIGNATURE_BYTES)
			.array();
	}

	/** Whether the bytes are a content with its signature behind it. */
	boolean isSigned(byte[] bytes) {
		int length = bytes.length - SIGNATURE_BYTES;
		byte[] claimed = new byte[SIGNATURE_BYTES];
		System.arraycopy(bytes, length, claimed, 0, SIGNATURE_BYTES);
		return this.keys.stream().anyMatch((key) -> {
			byte[] signature = new byte[SIGNATURE_BYTES];
			System.arraycopy(signature(key, bytes, length), 0, signature, 0, SIGNATURE_BYTES);
			return MessageDigest.isEqual(claimed, signature);
		});
	}

	private static byte[] signature(SecretKeySpec key, byte[] content, int length) {
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(key);
			mac.update(PURPOSE);
			mac.update(content, 0, length);
			return mac.doFinal();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java runtime has " + ALGORITHM, ex);
		}
	}

}
