package com.foobar.stack;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;

import com.foobar.client.Answer;
import com.foobar.client.Browser;
import com.foobar.client.GuestbookClient;
import com.foobar.client.GuestbookPage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what comes with every answer, whichever tier gives it and however bad the request
 * was: the headers that browsers protect their user by, and an id that is in the log.
 */
@Tag("stack")
class HeadersIT {

	private static final String NAMED = "Host: www.foobar.com\r\nConnection: close\r\n";

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	static Stream<Named<Supplier<Answer>>> answers() {
		return Stream.of(answer("page", "GET", "/"), answer("file", "GET", "/favicon.svg"),
				answer("list", "GET", "/api/entries"), answer("page that is not there", "GET", "/nothing"),
				answer("entry that is not there", "GET", "/api/entries/0"), answer("method of nobody", "TRACE", "/"),
				answer("method of somebody else", "PATCH", "/api/entries"), answer("way out", "GET", "/../x"),
				raw("other site", "GET / HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"),
				raw("part behind the end",
						"GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=999999-\r\nConnection: close\r\n\r\n"),
				raw("condition that fails",
						"GET / HTTP/1.1\r\nHost: localhost\r\nIf-Match: \"x\"\r\nConnection: close\r\n\r\n"),
				raw("no request", "GET / nonsense\r\n\r\n"),
				raw("headers that do not end", "GET / HTTP/1.1\r\nHost: localhost\r\n"),
				raw("body that does not come", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"),
				Named.of("plain text", () -> new GuestbookClient("http://localhost:" + Stack.port("lb1", 80)).list("")),
				raw("huge headers", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n"),
				raw("huge address", "GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"),
				raw("unknown encoding",
						"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
				Named.of("huge body", () -> new GuestbookClient(Stack.url()).send("POST", "/api/entries",
						(request) -> request.POST(BodyPublishers.ofByteArray(new byte[100_000])))));
	}

	private static Named<Supplier<Answer>> answer(String name, String method, String path) {
		return Named.of(name, () -> new GuestbookClient(Stack.url()).send(method, path, (request) -> {
		}));
	}

	private static Named<Supplier<Answer>> raw(String name, String request) {
		return Named.of(name, () -> new RawHttp().send(request).get(0));
	}

	@ParameterizedTest
	@MethodSource("answers")
	void everyAnswerProtectsWhoeverReadsItAndNamesNoSoftware(Supplier<Answer> request) {
		assertThat(request.get()).satisfies(SecurityHeaders::assertProtects, SecurityHeaders::assertNamesNoSoftware);
	}

	@ParameterizedTest
	@CsvSource({ "GET /, 0, 200", "GET /api/entries, 0, 200", "GET /nothing, 0, 404", "GET /api/entries/0, 0, 404",
			"TRACE /, 0, 405", "GET /../x, 0, 400", "GET /api/;/entries, 0, 400", "POST /, 9, 408",
			"POST /, 40000, 413" })
	void everyAnswerToAProperRequestHasBrowsersComeBackEncrypted(String request, int length, int status) {
		Answer answer = ask(request + " HTTP/1.1\r\n" + NAMED + "Content-Length: " + length + "\r\n");
		assertThat(answer.status()).isEqualTo(status);
		SecurityHeaders.assertComesBackEncrypted(answer);
	}

	@Test
	void answerToWhoAsksForTooMuchProtectsWhoeverReadsIt() {
		Edge.recreate(Map.of("CLIENT_REQUESTS", "0"));
		try {
			Answer answer = ask("GET / HTTP/1.1\r\n" + NAMED);
			assertThat(answer.status()).isEqualTo(429);
			assertThat(answer).satisfies(SecurityHeaders::assertProtects, SecurityHeaders::assertNamesNoSoftware,
					SecurityHeaders::assertComesBackEncrypted);
		}
		finally {
			Edge.recreate(Map.of());
		}
	}

	private static Answer ask(String headers) {
		return new RawHttp().send(headers + "\r\n").get(0);
	}

	/** Where there was a request that somebody can look for. */
	@ParameterizedTest
	@ValueSource(strings = { "/", "/api/entries", "/nothing", "/../x" })
	void answerHasTheIdUnderWhichTheLoadBalancerLoggedIt(String path) {
		String forged = "00000000-0000-7000-8000-000000000000";
		Answer answer = new GuestbookClient(Stack.url()).send("GET", path,
				(request) -> request.header("X-Request-Id", forged));
		assertThat(answer.headers().allValues("X-Request-Id")).hasSize(1);
		String id = answer.header("X-Request-Id");
		assertThat(UUID.fromString(id).version()).isEqualTo(7);
		assertThat(id).isNotEqualTo(forged);
		Awaitility.await("the line of " + id)
			.until(() -> Stack.compose("logs", "--no-log-prefix", "--since", "1m", "lb1").contains("\"id\": \"" + id));
	}

	@Test
	@EnabledIf("com.foobar.client.Browser#isInstalled")
	void browserFindsNothingOnThePageThatItsPolicyForbids() {
		WebDriver browser = Browser.open(1280);
		try {
			new GuestbookPage(browser, Stack.url()).sign("Ann", "Signed under a policy");
			browser.get(Stack.url() + "/nothing");
			assertThat(browser.getTitle()).startsWith("404");
			assertThat(browser.manage().logs().get(LogType.BROWSER).getAll())
				.filteredOn((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
				.extracting(LogEntry::getMessage)
				.allMatch((message) -> message.contains("404"));
		}
		finally {
			browser.quit();
		}
	}

}
