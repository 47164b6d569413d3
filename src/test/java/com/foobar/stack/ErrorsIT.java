package com.foobar.stack;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that load balancer and web server answer what goes wrong in the form of whoever
 * asked: a page that can be read, and in the API a problem detail.
 */
@Tag("stack")
class ErrorsIT {

	private static final int SMALL = 700;

	private final GuestbookClient visitor = new GuestbookClient(Stack.url());

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /nothing, 404, Not Found", "POST, /, 405, Method Not Allowed",
			"TRACE, /, 405, Method Not Allowed", "GET, /js/../../etc/passwd, 400, Bad Request" })
	void pageIsSmallAndReadable(String method, String path, int status, String title) {
		assertPage(status, title, this.visitor.send(method, path, (request) -> {
		}));
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/entries/../../x, 400, Bad Request", "TRACE, /api/entries, 405, Method Not Allowed",
			"GET, /api/;/entries, 400, Bad Request" })
	void problemInTheApiSaysWhichItIs(String method, String path, int status, String title) {
		assertProblem(status, title, this.visitor.send(method, path, (request) -> {
		}));
	}

	@Test
	void bodyThatIsTooLargeIsRefusedUnread() {
		Answer answer = this.visitor.send("POST", "/api/entries",
				(request) -> request.header("Content-Type", "application/json")
					.POST(BodyPublishers.ofByteArray(new byte[10_000_000])));
		assertProblem(413, "Content Too Large", answer);
	}

	@Test
	void headersThatAreTooLargeForTheLoadBalancerAreAProblem() {
		Answer answer = new RawHttp()
			.send("GET /api/entries HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(100_000) + "\r\n\r\n")
			.get(0);
		assertProblem(431, "Request Header Fields Too Large", answer);
	}

	@Test
	void withoutApplicationsThePageLoadsAndTheApiSaysWhenToAskAgain() {
		Stack.compose("stop", "app1", "app2");
		try {
			assertThat(this.visitor.send("GET", "/", (request) -> {
			}).status()).isEqualTo(200);
			Answer answer = this.visitor.list("");
			assertProblem(503, "Service Unavailable", answer);
			assertThat(answer.header("Retry-After")).isEqualTo("1");
		}
		finally {
			Stack.up();
		}
	}

	@Test
	void withoutWebServersEveryoneIsToldByTheLoadBalancer() {
		Stack.compose("stop", "web1", "web2");
		try {
			Answer page = this.visitor.send("GET", "/", (request) -> {
			});
			assertPage(503, "Service Unavailable", page);
			assertThat(page.header("Retry-After")).isEqualTo("1");
			assertProblem(503, "Service Unavailable", this.visitor.list(""));
			SecurityHeaders.assertComesBackEncrypted(
					new RawHttp().send("GET / HTTP/1.1\r\nHost: www.foobar.com\r\nConnection: close\r\n\r\n").get(0));
		}
		finally {
			Stack.up();
		}
	}

	private static void assertPage(int status, String title, Answer answer) {
		SecurityHeaders.assertProtects(answer);
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
		assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
		assertThat(answer.body()).hasSizeLessThan(SMALL).contains("<h1>" + title + "</h1>", "<p>");
	}

	private static void assertProblem(int status, String title, Answer answer) {
		SecurityHeaders.assertProtects(answer);
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.json().propertyNames()).containsAll(List.of("type", "title", "status", "detail"));
		assertThat(answer.json().get("status").asInt()).isEqualTo(status);
		assertThat(answer.json().get("title").asString()).isEqualTo(title);
		assertThat(answer.json().get("detail").asString()).endsWith(".");
	}

}
