package com.foobar.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a request is one line on each tier, joined by the id its client is told. */
@Tag("stack")
class LogsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	/** With the line's other fields and a request's other headers just below 8 KB. */
	private static final int LONG = 7000;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final GuestbookClient visitor = new GuestbookClient(Stack.url());

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	@Test
	void requestToAnApplicationIsOneLineOnEachTier() {
		Answer answer = this.visitor.sign("Ann", "to be found again");
		List<JsonNode> lines = awaitLines(answer, 3);
		assertThat(lines).allSatisfy((line) -> {
			assertThat(line.get("method").asString()).isEqualTo("POST");
			assertThat(line.get("uri").asString()).isEqualTo("/api/entries");
			assertThat(line.get("status").asInt()).isEqualTo(201);
			assertThat(line.get("time").asString()).startsWith("20");
		});
		assertThat(lines.stream().map((line) -> line.get("client").asString()).distinct()).hasSize(1);
	}

	@Test
	void requestForAFileIsOneLineOnTwoTiers() {
		Answer answer = this.visitor.send("GET", "/?a=%22b%22", (request) -> {
		});
		assertThat(awaitLines(answer, 2)).allMatch((line) -> line.get("uri").asString().equals("/?a=%22b%22"));
	}

	@Test
	void longestAddressIsOneWholeLineOnEachTier() {
		String query = "?limit=1&long=" + "x".repeat(LONG);
		assertThat(awaitLines(this.visitor.list(query), 3))
			.allMatch((line) -> line.get("uri").asString().equals("/api/entries" + query));
	}

	@Test
	void idIsNeverTheClientsOwn() {
		Answer answer = this.visitor.send("GET", "/api/entries",
				(request) -> request.header("X-Request-Id", "chosen-by-the-client"));
		assertThat(answer.header("X-Request-Id")).isNotEmpty().isNotEqualTo("chosen-by-the-client");
		awaitLines(answer, 3);
		assertThat(lines("chosen-by-the-client")).isEmpty();
	}

	/** Waits for the lines of a request, and finds that there are no more. */
	private static List<JsonNode> awaitLines(Answer answer, int expected) {
		String id = answer.header("X-Request-Id");
		assertThat(id).isNotEmpty();
		List<JsonNode> lines = new ArrayList<>();
		Awaitility.await("%d lines of %s".formatted(expected, id)).atMost(PATIENCE).until(() -> {
			lines.clear();
			lines.addAll(lines(id));
			return lines.size() >= expected;
		});
		assertThat(lines).hasSize(expected);
		return lines;
	}

	private static List<JsonNode> lines(String id) {
		return Stream.of("lb1", "web1", "web2", "app1", "app2")
			.flatMap((service) -> Stack.compose("logs", "--no-log-prefix", "--since", "1m", service).lines())
			.filter((line) -> line.startsWith("{"))
			.map(JSON::readTree)
			.filter((line) -> Objects.equals(line.path("id").asString(""), id))
			.toList();
	}

}
