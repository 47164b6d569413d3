package com.foobar.stack;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.foobar.client.Answer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that requests which tiers could understand differently, or which ask for what is
 * not there to be asked for, are refused at the front and reach no application.
 */
@Tag("stack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbuseIT {

	private static final String HOST = AmbiguousRequests.HOST;

	/**
	 * Longer than the load balancer waits, shorter than what it waits for a web server.
	 */
	private static final Duration WAIT_FOR_BODY = Duration.ofSeconds(20);

	private final ApplicationRequests applications;

	private final RawHttp http;

	AbuseIT() {
		Stack.requireRunning();
		this.applications = ApplicationRequests.listen();
		this.http = new RawHttp();
	}

	@BeforeEach
	void forgetEarlierRequests() {
		this.applications.take();
	}

	@AfterAll
	void listenNoLonger() {
		this.applications.close();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "com.foobar.stack.AmbiguousRequests#framings", "com.foobar.stack.AmbiguousRequests#malformed" })
	void whatCouldBeReadInTwoWaysIsRefused(String name, Tier tier, String request) {
		assertRefused(tier, 400, request);
	}

	/** Nobody is told; but nothing is passed on and the connection ends. */
	@Test
	void twoLengthsEndTheConnection() {
		assertThat(this.http.send("POST /api/entries HTTP/1.1\r\n" + HOST
				+ "Content-Length: 3\r\nContent-Length: 28\r\n\r\nabcGET /api/entries HTTP/1.1"))
			.allMatch((answer) -> answer.status() == 400);
		assertNothingReachedAnApplication();
	}

	@Test
	void requestHiddenBehindALengthThatDoesNotCountIsNotServed() {
		assertThat(this.http.send("POST /api/entries HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
				+ "Content-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/entries HTTP/1.1\r\n"
				+ HOST + "\r\n"))
			.extracting(Answer::status)
			.containsExactly(400);
		assertThat(this.applications.take()).singleElement(InstanceOfAssertFactories.STRING)
			.contains("\"method\":\"POST\"", "\"status\":400");
	}

	@Test
	void siteOfAnotherNameIsNotHere() {
		assertRefused(Tier.LOAD_BALANCER, 421,
				"GET /api/entries HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n");
		assertRefused(Tier.LOAD_BALANCER, 421,
				"GET http://example.org/api/entries HTTP/1.1\r\nHost: example.org\r\n" + "Connection: close\r\n\r\n");
		assertRefused(Tier.LOAD_BALANCER, 421, "GET /api/entries HTTP/1.0\r\n\r\n");
	}

	@ParameterizedTest
	@MethodSource("methods")
	void methodThatNobodyHasIsRefused(String method, String target) {
		Answer answer = assertRefused(Tier.LOAD_BALANCER, 405, method + " " + target + " HTTP/1.1\r\n" + HOST + "\r\n");
		assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
	}

	static Stream<Arguments> methods() {
		return Stream.of(Arguments.of("TRACE", "/api/entries"), Arguments.of("CONNECT", "localhost:80"),
				Arguments.of("PROPFIND", "/"), Arguments.of("get", "/api/entries"));
	}

	@Test
	void whatIsTooLargeIsRefusedUnread() {
		String post = "POST /api/entries HTTP/1.1\r\n" + HOST + "Content-Type: application/json\r\n";
		assertRefused(Tier.LOAD_BALANCER, 413, post + "Content-Length: 10000000\r\n\r\n");
		assertRefused(Tier.LOAD_BALANCER, 413,
				post + "Transfer-Encoding: chunked\r\n\r\nea60\r\n" + "x".repeat(60_000) + "\r\n0\r\n\r\n");
		assertRefused(Tier.WEB_SERVER, 431,
				"GET /api/entries HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(10_000) + "\r\n\r\n");
		assertRefused(Tier.LOAD_BALANCER, 431,
				"GET /api/entries HTTP/1.1\r\n" + HOST + "X: " + "x".repeat(100_000) + "\r\n\r\n");
		assertRefused(Tier.WEB_SERVER, 414, "GET /api/entries?" + "x".repeat(10_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
		assertRefused(Tier.LOAD_BALANCER, 414,
				"GET /api/entries?" + "x".repeat(100_000) + " HTTP/1.1\r\n" + HOST + "\r\n");
	}

	/** What did not fit behind its headers would be passed on as it comes. */
	@Test
	void largestHeadersAndTheLargestBodyAreReadWhole() throws IOException {
		String headers = IntStream.range(0, 4)
			.mapToObj((field) -> "X-%d: %s\r\n".formatted(field, "x".repeat(7000)))
			.collect(Collectors.joining());
		String request = "POST /api/entries HTTP/1.1\r\n" + HOST + headers + "Content-Length: 32768\r\n\r\n"
				+ "x".repeat(32_000);
		try (Socket socket = this.http.connect()) {
			socket.setSoTimeout((int) WAIT_FOR_BODY.toMillis());
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			assertThat(RawHttp.status(socket)).isEqualTo(408);
		}
		assertNothingReachedAnApplication();
	}

	@Test
	void bodyInAnUnknownCodingIsRefused() {
		assertRefused(Tier.LOAD_BALANCER, 422, "POST /api/entries HTTP/1.1\r\n" + HOST
				+ "Transfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
	}

	/**
	 * Without this the other tests would not see what an application is sent and refuses.
	 */
	@Test
	void requestThatTomcatItselfRefusesIsSeen() {
		assertThat(this.http.send("GET /api/entries?<> HTTP/1.1\r\n" + HOST + "\r\n")).extracting(Answer::status)
			.containsExactly(400);
		assertThat(this.applications.take()).singleElement(InstanceOfAssertFactories.STRING).contains("\"status\":400");
	}

	@Test
	void addressThatAClientClaimsIsNotBelieved() {
		Answer answer = this.http
			.send("GET /api/entries HTTP/1.1\r\n" + HOST
					+ "X-Forwarded-For: 203.0.113.9\r\nForwarded: for=203.0.113.9\r\n"
					+ "X_Forwarded_For: 203.0.113.9\r\n\r\n")
			.get(0);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(awaitLine(answer.header("X-Request-Id"))).contains("\"client\":\"").doesNotContain("203.0.113.9");
	}

	/** What a web server writes of a request, within a second or so. */
	private static String awaitLine(String id) {
		return Awaitility.await("a line of " + id)
			.until(() -> Stack.compose("logs", "--no-log-prefix", "--since", "1m", "web1", "web2")
				.lines()
				.filter((line) -> line.contains(id))
				.toList(), (lines) -> lines.size() == 1)
			.get(0);
	}

	private Answer assertRefused(Tier tier, int status, String request) {
		List<Answer> answers = this.http.send(request);
		assertThat(answers).extracting(Answer::status).containsExactly(status);
		assertThat(Tier.of(answers.get(0))).as("tier that refused it").isEqualTo(tier);
		assertNothingReachedAnApplication();
		return answers.get(0);
	}

	private void assertNothingReachedAnApplication() {
		assertThat(this.applications.take()).as("requests that reached an application").isEmpty();
	}

}
