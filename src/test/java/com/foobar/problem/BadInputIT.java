package com.foobar.problem;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that bad input is refused with a problem detail and that nothing is written. */
@OnDatabasePair
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BadInputIT {

	private static final String ENTRIES = "/api/entries";

	private static final int TEN_MEGABYTES = 10_000_000;

	private final DatabasePair databases = DatabasePair.get();

	private GuestbookClient client;

	private String writtenBefore;

	@BeforeEach
	void visit(@LocalServerPort int port) {
		this.client = new GuestbookClient("http://localhost:" + port);
		this.writtenBefore = this.databases.primary().position();
	}

	@AfterEach
	void nothingIsWritten() {
		assertThat(this.databases.primary().position()).isEqualTo(this.writtenBefore);
	}

	static Stream<Body> badBodies() {
		return Stream.of(new Body("", null), new Body("{", null), new Body("[]", null), new Body("\"text\"", null),
				new Body("null", null), new Body("7", null), new Body("{} {}", null),
				new Body("{\"author\":\"a\",\"message\":\"m\"} x", null),
				new Body("{\"author\":\"a\",\"author\":\"b\",\"message\":\"m\"}", null), new Body("{}", "author"),
				new Body("{\"message\":\"m\"}", "author"), new Body("{\"author\":\"a\"}", "message"),
				new Body("{\"author\":null,\"message\":\"m\"}", "author"), new Body(signature("7", "\"m\""), "author"),
				new Body(signature("true", "\"m\""), "author"), new Body(signature("[\"a\"]", "\"m\""), "author"),
				new Body(signature("{}", "\"m\""), "author"), new Body(signature("\"a\"", "1.5"), "message"),
				new Body(signature("\"\"", "\"m\""), "author"), new Body(signature("\" \\t\"", "\"m\""), "author"),
				new Body(signature('"' + "a".repeat(81) + '"', "\"m\""), "author"),
				new Body(signature("\"a\"", '"' + "m".repeat(2001) + '"'), "message"),
				new Body(signature("\"a\\nb\"", "\"m\""), "author"),
				new Body(signature("\"a\\u0000\"", "\"m\""), "author"),
				new Body(signature("\"a\"", "\"m\\ud800\""), "message"),
				new Body(signature("\"a\"", "\"\\u001b[31m\""), "message"));
	}

	private static String signature(String author, String message) {
		return "{\"author\":%s,\"message\":%s}".formatted(author, message);
	}

	@ParameterizedTest
	@MethodSource("badBodies")
	void badBodyIsRefusedNamingTheField(Body body) {
		Answer answer = post(body.text().getBytes(StandardCharsets.UTF_8));
		assertProblem(answer, 400);
		if (body.field() != null) {
			assertThat(answer.json().get("errors").valueStream().map((error) -> error.get("field").asString()))
				.contains(body.field());
			assertThat(answer.json().get("detail").asString()).contains(body.field() + " ");
		}
	}

	@Test
	void invalidUtf8IsRefused() {
		byte[] body = signature("\"a?\"", "\"m\"").getBytes(StandardCharsets.UTF_8);
		body[new String(body, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xff;
		assertProblem(post(body), 400);
	}

	@Test
	void hugeBodyIsRefusedWhetherAnnouncedOrNot() {
		byte[] body = signature("\"a\"", '"' + "m".repeat(TEN_MEGABYTES) + '"').getBytes(StandardCharsets.UTF_8);
		assertProblem(post(body), 413);
		assertProblem(this.client.send("POST", ENTRIES,
				(request) -> json(request).POST(BodyPublishers.ofByteArrays(List.of(body)))), 413);
	}

	@Test
	void bodyThatIsNotJsonIsRefused() {
		assertProblem(this.client.send("POST", ENTRIES, (request) -> request.header("Content-Type", "text/plain")
			.POST(BodyPublishers.ofString(signature("\"a\"", "\"m\"")))), 415);
	}

	@ParameterizedTest
	@CsvSource({ "POST, multipart/form-data", "POST, multipart/form-data; boundary=x", "POST, multipart/mixed",
			"PUT, application/x-www-form-urlencoded", "PATCH, application/x-www-form-urlencoded",
			"DELETE, application/x-www-form-urlencoded", "POST, application/x-www-form-urlencoded" })
	void formsAndUploadsAreRefusedUnread(String method, String type) {
		String path = "POST".equals(method) ? ENTRIES : ENTRIES + "/0";
		for (String body : List.of("a=%zz", "a=" + "b".repeat(TEN_MEGABYTES))) {
			Answer answer = this.client.send(method, path,
					(request) -> request.header("Content-Type", type).method(method, BodyPublishers.ofString(body)));
			assertThat(answer.status()).as(body.substring(0, 5)).isBetween(400, 499);
			assertProblem(answer, answer.status());
		}
	}

	@ParameterizedTest
	@CsvSource({ "limit=0, limit", "limit=-1, limit", "limit=101, limit", "limit=99999999999999999999, limit",
			"limit=ten, limit", "limit=1e1, limit", "before=0, before", "before=-7, before", "before=x, before",
			"before=9223372036854775808, before" })
	void badQueryIsRefusedNamingTheParameter(String query, String parameter) {
		Answer answer = this.client.list("?" + query);
		assertProblem(answer, 400);
		assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(parameter);
	}

	@Test
	void queryThatIsNotUtf8IsRefused() {
		assertProblem(this.client.list("?before=%ff"), 400);
	}

	@ParameterizedTest
	@CsvSource({ "GET, /api/entries/9223372036854775807, 404", "GET, /api/entries/0, 404", "GET, /api/entries/-1, 404",
			"GET, /api/entries/x, 400", "GET, /api/entries/9223372036854775808, 400", "DELETE, /api/entries/0, 404",
			"GET, //, 404", "GET, //api/entries, 404", "GET, /api/..;/livez, 404", "GET, /api, 404", "GET, /api/, 404",
			"GET, /api/nothing, 404", "GET, /nothing, 404", "GET, /error, 404", "GET, /actuator/health, 404",
			"GET, /api/entries/%00, 400", "GET, /api/entries/%2f, 400", "GET, /api/entries/%F0%9F, 400",
			"PATCH, /api/entries, 405", "PUT, /api/entries, 405", "DELETE, /api/entries, 405",
			"TRACE, /api/entries, 405", "NONSENSE, /api/entries, 405", "POST, /api/entries/1, 405" })
	void unknownAddressOrMethodIsRefused(String method, String path, int status) {
		assertProblem(this.client.send(method, path, (request) -> {
		}), status);
	}

	@ParameterizedTest
	@CsvSource({ "'{\"author\":\"a\",\"message\":\"m\"}', version",
			"'{\"author\":\"a\",\"message\":\"m\",\"version\":-1}', version",
			"'{\"author\":\"a\",\"message\":\"m\",\"version\":\"0\"}', version",
			"'{\"author\":\"a\",\"message\":\"m\",\"version\":0.5}', version",
			"'{\"author\":\"a\",\"message\":\"m\",\"version\":99999999999}', version",
			"'{\"author\":\"a\",\"message\":\"m\",\"version\":99999999999999999999999}', version",
			"'{\"author\":\"a\",\"version\":0}', message" })
	void badEditIsRefusedNamingTheField(String body, String field) {
		Answer answer = this.client.send("PUT", ENTRIES + "/1",
				(request) -> json(request).PUT(BodyPublishers.ofString(body)));
		assertProblem(answer, 400);
		assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo(field);
	}

	@ParameterizedTest
	@CsvSource({ "forged", "''", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%%%" })
	void forgedVisitorCannotWriteButIsGivenANewCookieWhenReading(String cookie) {
		for (String method : List.of("POST", "PUT", "DELETE")) {
			Answer answer = this.client.send(method, "POST".equals(method) ? ENTRIES : ENTRIES + "/1",
					(request) -> json(request).header("Cookie", "visitor=" + cookie)
						.method(method, BodyPublishers.ofString("{\"author\":\"a\",\"message\":\"m\",\"version\":0}")));
			assertProblem(answer, 403);
			assertThat(answer.header("Set-Cookie")).startsWith("visitor=;").contains("Max-Age=0");
		}
		Answer read = this.client.send("GET", ENTRIES, (request) -> request.header("Cookie", "visitor=" + cookie));
		assertThat(read.status()).isEqualTo(200);
		assertThat(read.header("Set-Cookie")).startsWith("visitor=").contains("HttpOnly", "SameSite=Lax");
	}

	@ParameterizedTest
	@CsvSource({ "''", "'a b'", "'a\tb'" })
	void badIdempotencyKeyIsRefused(String key) {
		Answer answer = this.client.send("POST", ENTRIES, Map.of("author", "a", "message", "m"),
				(request) -> request.header("Idempotency-Key", key));
		assertProblem(answer, 400);
		assertThat(answer.json().get("errors").get(0).get("field").asString()).isEqualTo("Idempotency-Key");
	}

	@Test
	void overlongHeadersAreRefused() {
		assertProblem(this.client.send("GET", ENTRIES, (request) -> request.header("X-Long", "x".repeat(20_000))), 400);
		assertProblem(this.client.send("POST", ENTRIES, Map.of("author", "a", "message", "m"),
				(request) -> request.header("Idempotency-Key", "k".repeat(256))), 400);
	}

	private Answer post(byte[] body) {
		return this.client.send("POST", ENTRIES, (request) -> json(request).POST(BodyPublishers.ofByteArray(body)));
	}

	private static HttpRequest.Builder json(HttpRequest.Builder request) {
		return request.header("Content-Type", "application/json");
	}

	private static void assertProblem(Answer answer, int status) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.json().get("status").asInt()).isEqualTo(status);
		assertThat(answer.json().get("title").asString()).isNotBlank();
	}

	record Body(String text, @Nullable String field) {

	}

}
