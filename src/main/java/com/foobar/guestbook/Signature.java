package com.foobar.guestbook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.jspecify.annotations.Nullable;

/**
 * What a visitor signs with: surrounding white space is dropped and line breaks become
 * {@code \n} before the bounds are checked.
 *
 * @param author who they say they are
 * @param message what they say
 */
record Signature(@PlainText(max = Signature.MAX_AUTHOR) String author,
		@PlainText(max = Signature.MAX_MESSAGE, multiline = true) String message) {

	static final int MAX_AUTHOR = 80;

	static final int MAX_MESSAGE = 2000;

	Signature {
		author = normalize(author);
		message = normalize(message);
	}

	@SuppressWarnings("NullAway") // A missing field is for the validation to refuse
	static String normalize(@Nullable String text) {
		return (text != null) ? text.strip().replace("\r\n", "\n").replace('\r', '\n') : null;
	}

	/** A fingerprint of the content: equal signatures have equal digests. */
	byte[] digest() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(this.author.getBytes(StandardCharsets.UTF_8));
			digest.update((byte) 0);
			return digest.digest(this.message.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java runtime has SHA-256", ex);
		}
	}

}
