package com.foobar.visitor;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How visitors are recognised.
 *
 * @param visitorKey the secret that signs the cookies, the same on every instance, 32 to
 * 1024 characters; whoever knows it can be anybody
 */
@ConfigurationProperties("guestbook")
record VisitorProperties(@Nullable String visitorKey) {

	private static final int MIN = 32;

	private static final int MAX = 1024;

	/** Checked here and not by an annotation, whose message would print the secret. */
	VisitorProperties {
		int length = (visitorKey != null) ? visitorKey.length() : 0;
		if (length < MIN || length > MAX) {
			throw new IllegalArgumentException(
					"'guestbook.visitor-key' must have %d to %d characters, not %d".formatted(MIN, MAX, length));
		}
	}

	String key() {
		return Objects.requireNonNull(this.visitorKey);
	}

	@Override
	public String toString() {
		return "VisitorProperties[visitorKey=…]";
	}

}
