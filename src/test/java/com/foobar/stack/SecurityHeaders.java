package com.foobar.stack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.foobar.client.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** What every answer comes with, whichever tier gives it, and without. Stateless. */
final class SecurityHeaders {

	private static final Map<String, String> EXPECTED = expected();

	private SecurityHeaders() {
	}

	private static Map<String, String> expected() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Cross-Origin-Opener-Policy", "same-origin");
		headers.put("Cross-Origin-Embedder-Policy", "require-corp");
		headers.put("Cross-Origin-Resource-Policy", "same-origin");
		headers.put("Referrer-Policy", "no-referrer");
		headers.put("X-Content-Type-Options", "nosniff");
		headers.put("Permissions-Policy",
				"camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
		return headers;
	}

	/** Asserts that an answer protects whoever reads it. */
	static void assertProtects(Answer answer) {
		EXPECTED.forEach((name, value) -> assertThat(answer.headers().allValues(name)).as(name).containsExactly(value));
		assertThat(answer.headers().allValues("Content-Security-Policy")).singleElement()
			.asString()
			.startsWith("default-src 'none'; ")
			.contains("script-src 'self'; ", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'")
			.doesNotContain("unsafe", "*", "http:", "data:");
	}

	/** Asserts that an answer does not say what made it. */
	static void assertNamesNoSoftware(Answer answer) {
		for (String name : List.of("Server", "X-Powered-By", "Via")) {
			assertThat(answer.headers().firstValue(name)).as(name).isEmpty();
		}
		assertThat(answer.body()).doesNotContainIgnoringCase("haproxy")
			.doesNotContainIgnoringCase("nginx")
			.doesNotContainIgnoringCase("tomcat")
			.doesNotContainIgnoringCase("spring");
	}

	/** Asserts that a browser comes back encrypted for two years. */
	static void assertComesBackEncrypted(Answer answer) {
		assertThat(answer.headers().allValues("Strict-Transport-Security")).containsExactly("max-age=63072000");
	}

}
