package com.foobar.stack;

import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/**
 * Requests in HTTP/1 that two tiers could understand differently, each with its name and
 * the tier that is to refuse it. Stateless.
 */
final class AmbiguousRequests {

	/** What goes with a request after which the connection is of no use. */
	static final String HOST = "Host: localhost\r\nConnection: close\r\n";

	private AmbiguousRequests() {
	}

	/** Those whose end could be in two places. */
	static Stream<Arguments> framings() {
		return Stream.of(post("length list", "Content-Length: 3, 4", "abcd"),
				post("negative length", "Content-Length: -1", ""), post("signed length", "Content-Length: +3", "abc"),
				post("length in hexadecimal", "Content-Length: 0x3", "abc"), chunked("unknown coding", "xchunked"),
				chunked("chunked is not last", "chunked, identity"), chunked("hidden by a tab", "\u000bchunked"),
				chunked("twice", "chunked\r\nTransfer-Encoding: chunked"),
				post("space before the colon", "Transfer-Encoding : chunked", "0\r\n\r\n"),
				post("chunk size that is none", "Transfer-Encoding: chunked", "zz\r\nabc\r\n0\r\n\r\n"),
				post("chunk size that overflows", "Transfer-Encoding: chunked", "fffffffffffffffff\r\na\r\n0\r\n\r\n"),
				post("chunk longer than its size", "Transfer-Encoding: chunked", "3\r\nabcd\r\n0\r\n\r\n"),
				post("chunk that ends with a bare line feed", "Transfer-Encoding: chunked", "3\nabc\n0\n\n"),
				Arguments.of("chunked by an old client", Tier.LOAD_BALANCER, "POST /api/entries HTTP/1.0\r\n" + HOST
						+ "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));
	}

	private static Arguments chunked(String name, String coding) {
		return post("coding: " + name, "Transfer-Encoding: " + coding, "3\r\nabc\r\n0\r\n\r\n");
	}

	private static Arguments post(String name, String header, String body) {
		return Arguments.of(name, Tier.LOAD_BALANCER,
				"POST /api/entries HTTP/1.1\r\n" + HOST + header + "\r\n\r\n" + body);
	}

	/** Those that could be for somebody else or something else. */
	static Stream<Arguments> malformed() {
		return Stream.of(get("no host", "/api/entries HTTP/1.1\r\nConnection: close"),
				get("two hosts", "/api/entries HTTP/1.1\r\nHost: example.org\r\n" + HOST),
				get("another host in the address", "http://example.org/api/entries HTTP/1.1\r\n" + HOST),
				get("user in the host", "/api/entries HTTP/1.1\r\nHost: localhost:80@example.org"),
				get("null in a header", "/api/entries HTTP/1.1\r\n" + HOST + "X: a\0b"),
				get("bare carriage return", "/api/entries HTTP/1.1\r\n" + HOST + "X: a\rb"),
				get("two hundred headers", "/api/entries HTTP/1.1\r\n" + HOST + "X: 1\r\n".repeat(200)),
				get("no protocol", "/api/entries"), get("eighth bit", "/api/entries\u00ff HTTP/1.1\r\n" + HOST),
				get("fragment", "/api/entries#x HTTP/1.1\r\n" + HOST), get("no slash", "api HTTP/1.1\r\n" + HOST),
				get("null", "/api/entries%00 HTTP/1.1\r\n" + HOST),
				get("line break", "/api/entries%0d%0aX:1 HTTP/1.1\r\n" + HOST),
				get("directory above", "/api/../../etc/passwd HTTP/1.1\r\n" + HOST),
				get("directory above, encoded", "/api/%2e%2e/livez HTTP/1.1\r\n" + HOST),
				get("directory above behind an encoded slash", "/js/..%2f..%2fetc/passwd HTTP/1.1\r\n" + HOST),
				get("directory above behind a backslash", "/js\\..\\..\\etc\\passwd HTTP/1.1\r\n" + HOST),
				get("directory above behind an encoded backslash", "/js%5c..%5cetc HTTP/1.1\r\n" + HOST),
				get("path parameter", Tier.WEB_SERVER, "/api/..;/livez HTTP/1.1\r\n" + HOST));
	}

	private static Arguments get(String name, String rest) {
		return get(name, Tier.LOAD_BALANCER, rest);
	}

	private static Arguments get(String name, Tier tier, String rest) {
		return Arguments.of(name, tier, "GET " + rest.strip() + "\r\n\r\n");
	}

}
