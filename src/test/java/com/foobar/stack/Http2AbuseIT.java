package com.foobar.stack;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocketFactory;

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
 * Tests that requests over HTTP/2 which would be others in HTTP/1.1, as web servers are
 * asked, end at the load balancer and reach no application, and that nobody else notices.
 */
@Tag("stack")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2AbuseIT {

	private static final int STREAM = 1;

	private static final String BODY = "0\r\n\r\nGET / H";

	private static final String RESET = "RST_STREAM PROTOCOL_ERROR";

	private final ApplicationRequests applications;

	private final Bystander bystander;

	private final URI site;

	Http2AbuseIT() {
		Stack.requireRunning();
		this.applications = ApplicationRequests.listen();
		this.bystander = Bystander.start();
		this.site = URI.create(Stack.url());
	}

	@BeforeEach
	void forgetEarlierRequests() {
		this.applications.take();
	}

	@AfterAll
	void askBystander() {
		this.applications.close();
		this.bystander.close();
		assertThat(this.bystander.failures()).isEmpty();
	}

	static Stream<Arguments> bodies() {
		return Stream.of(post("length beyond the body", "content-length", "40"),
				post("length within the body", "content-length", "3"), post("length of nothing", "content-length", "0"),
				post("two lengths", "content-length", "12", "content-length", "3"),
				post("length that is no number", "content-length", "+12"),
				post("coding", "transfer-encoding", "chunked"),
				post("coding beside a length", "content-length", "12", "transfer-encoding", "chunked"),
				trailers("coding in the trailers", "transfer-encoding", "chunked"),
				trailers("path in the trailers", ":path", "/livez"),
				trailers("line break in the trailers", "x", "a\r\n\r\nGET / HTTP/1.1"));
	}

	static Stream<Arguments> fields() {
		return Stream.of(get(RESET, "line break in a value", "x", "a\r\ntransfer-encoding: chunked"),
				get(RESET, "line feed in a value", "x", "a\nb: c"),
				get(RESET, "carriage return in a value", "x", "a\rb"), get(RESET, "null in a value", "x", "a\0b"),
				get(RESET, "line break in a name", "x: a\r\ny", "b"), get(RESET, "colon in a name", "x:y", "b"),
				get("GOAWAY COMPRESSION_ERROR", "no name", "", "b"), get(RESET, "name in capitals", "X-Upper", "a"),
				get(RESET, "field of the connection", "connection", "keep-alive"),
				get(RESET, "upgrade", "upgrade", "websocket"),
				get(RESET, "path behind other fields", "x", "a", ":path", "/livez"),
				get(RESET, "two paths", ":path", "/livez"), get(RESET, "two methods", ":method", "DELETE"),
				get(RESET, "two authorities", ":authority", "example.org"),
				get(RESET, "pseudo-header of an answer", ":status", "200"));
	}

	static Stream<Arguments> heads() {
		return Stream.of(head(RESET, "space in the path", "GET", "localhost", "/api/entries HTTP/1.1"),
				head(RESET, "line break in the path", "GET", "localhost", "/api/entries HTTP/1.1\r\nX: a"),
				head(RESET, "null in the path", "GET", "localhost", "/api/entries\0"),
				head(RESET, "no path", "GET", "localhost", ""),
				head(RESET, "path without a slash", "GET", "localhost", "api/entries"),
				head(RESET, "fragment", "GET", "localhost", "/api/entries#x"),
				head("400", "space in the method", "GET /livez HTTP/1.1", "localhost", "/api/entries"),
				head(RESET, "line break in the method", "GET / HTTP/1.1\r\nX: ", "localhost", "/api/entries"),
				head(RESET, "line break in the authority", "GET", "localhost\r\nX: a", "/api/entries"),
				head("421", "another authority beside our host", "GET", "example.org", "/api/entries", "host",
						"localhost"));
	}

	private static Arguments post(String name, String... fields) {
		return Arguments.of(name, RESET, List.of(headers(false, "POST", "localhost", "/api/entries", fields),
				Http2Frame.data(STREAM, true, BODY)));
	}

	private static Arguments trailers(String name, String... fields) {
		return Arguments.of(name, RESET, List.of(headers(false, "POST", "localhost", "/api/entries"),
				Http2Frame.data(STREAM, false, BODY), Http2Frame.headers(STREAM, true, fields)));
	}

	private static Arguments get(String end, String name, String... fields) {
		return head(end, name, "GET", "localhost", "/api/entries", fields);
	}

	private static Arguments head(String end, String name, String method, String authority, String path,
			String... fields) {
		return Arguments.of(name, end, List.of(headers(true, method, authority, path, fields)));
	}

	private static Http2Frame headers(boolean last, String method, String authority, String path, String... fields) {
		return Http2Frame.headers(STREAM, last,
				Stream
					.concat(Stream.of(":method", method, ":scheme", "https", ":authority", authority, ":path", path),
							Stream.of(fields))
					.toArray(String[]::new));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource({ "bodies", "fields", "heads" })
	void whatWouldBeAnotherRequestInHttp1IsEnded(String name, String end, List<Http2Frame> frames) throws IOException {
		Http2Frame answer = send(frames);
		assertThat(answer).hasToString(end);
		assertThat(answer.names("x-served-by-web")).as("answered by a web server").isFalse();
		assertThat(this.applications.takeButBystanders()).as("requests that reached an application").isEmpty();
	}

	/** Without this the others could be ended for whatever is wrong with all of them. */
	@Test
	void requestInTheSameFramesIsAnsweredByAnApplicationWhenItIsRight() throws IOException {
		Http2Frame list = send(List.of(headers(true, "GET", "localhost", "/api/entries", "x", "a")));
		assertThat(list).hasToString("200");
		assertThat(list.names("x-served-by-web")).isTrue();
		assertThat(this.applications.takeButBystanders()).hasSize(1);
		assertThat(send(List.of(headers(false, "POST", "localhost", "/api/entries", "content-length", "12"),
				Http2Frame.data(STREAM, false, BODY), Http2Frame.headers(STREAM, true, "x", "a"))))
			.hasToString("415");
		assertThat(this.applications.takeButBystanders()).hasSize(1);
	}

	private Http2Frame send(List<Http2Frame> frames) throws IOException {
		try (Http2Connection connection = Http2Connection.open((SSLSocketFactory) SSLSocketFactory.getDefault(),
				this.site.getHost(), this.site.getPort())) {
			connection.send(frames);
			return connection.await(STREAM);
		}
	}

}
