package com.foobar.web;

import java.time.Duration;
import java.util.List;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.token.ConsistencyToken;
import com.foobar.token.TokenCodec;
import com.foobar.token.TokenListener;
import com.foobar.token.TokenReading;
import com.foobar.token.TokenReading.Verdict;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * Carries consistency tokens over HTTP: in a header for programs, and in two cookies for
 * browsers, one set by answers to requests that wrote and one by those that only saw. Of
 * two answers under way the one that arrives last wins its cookie; with one cookie for
 * both, a slow read could so erase what is known of a write. Immutable.
 */
final class TokenTransport {

	static final String HEADER = "X-Consistency-Token";

	static final String WROTE = "consistency-wrote";

	static final String SEEN = "consistency-seen";

	private final TokenCodec codec;

	private final List<TokenListener> listeners;

	private final Duration ttl;

	private final boolean cookies;

	TokenTransport(TokenCodec codec, List<TokenListener> listeners, Duration ttl, boolean cookies) {
		this.codec = codec;
		this.listeners = List.copyOf(listeners);
		this.ttl = ttl;
		this.cookies = cookies;
	}

	/** All that a request says must be seen; what is no good is counted and ignored. */
	ConsistencyToken read(HttpServletRequest request) {
		ConsistencyToken token = read(request.getHeader(HEADER));
		Cookie[] all = this.cookies ? request.getCookies() : null;
		if (all != null) {
			for (Cookie cookie : all) {
				if (WROTE.equals(cookie.getName()) || SEEN.equals(cookie.getName())) {
					token = token.plus(read(cookie.getValue()));
				}
			}
		}
		return token;
	}

	private ConsistencyToken read(@Nullable String text) {
		TokenReading reading = this.codec.decode(text);
		if (reading.verdict() != Verdict.ABSENT) {
			this.listeners.forEach((listener) -> listener.arrived(reading.verdict()));
		}
		return reading.token();
	}

	/**
	 * Gives the visitor what the scope has come to know, if that is news. What was
	 * written is known by its position alone; the node that was read from last goes into
	 * the other cookie, where a later read replaces it.
	 */
	void write(ConsistencyScope scope, HttpServletRequest request, HttpServletResponse response) {
		ConsistencyToken token = scope.reply().orElse(null);
		if (token == null) {
			return;
		}
		String text = this.codec.encode(token);
		response.setHeader(HEADER, text);
		if (this.cookies && scope.hasWritten()) {
			addCookie(WROTE, (token.node() != null) ? this.codec.encode(token.untied()) : text, request, response);
		}
		if (this.cookies && (!scope.hasWritten() || token.node() != null)) {
			addCookie(SEEN, text, request, response);
		}
	}

	private void addCookie(String name, String text, HttpServletRequest request, HttpServletResponse response) {
		response.addHeader(HttpHeaders.SET_COOKIE, cookie(name, text, request.isSecure()));
	}

	private String cookie(String name, String text, boolean secure) {
		return ResponseCookie.from(name, text)
			.path("/")
			.maxAge(this.ttl)
			.httpOnly(true)
			.secure(secure)
			.sameSite("Lax")
			.build()
			.toString();
	}

}
