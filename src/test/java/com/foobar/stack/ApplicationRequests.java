package com.foobar.stack;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import tools.jackson.databind.JsonNode;

/** What the applications themselves count: requests, but for health checks. Immutable. */
final class ApplicationRequests {

	private static final String METER = "/actuator/metrics/http.server.requests";

	private static final Set<String> PROBES = Set.of("/readyz", "/livez");

	private final List<GuestbookClient> operators = Stream.of("app1", "app2")
		.map((service) -> new GuestbookClient(Stack.actuator(service)))
		.toList();

	/** How many both applications have answered since they were started. */
	long count() {
		return this.operators.stream().mapToLong(ApplicationRequests::count).sum();
	}

	private static long count(GuestbookClient operator) {
		return get(operator, METER).at("/availableTags")
			.valueStream()
			.filter((tag) -> tag.get("tag").asString().equals("uri"))
			.flatMap((tag) -> tag.get("values").valueStream())
			.map(JsonNode::asString)
			.filter((uri) -> !PROBES.contains(uri))
			.mapToLong((uri) -> get(operator, METER + "?tag=uri:" + uri.replace("{", "%7B").replace("}", "%7D"))
				.at("/measurements/0/value")
				.asLong())
			.sum();
	}

	private static JsonNode get(GuestbookClient operator, String path) {
		Answer answer = operator.send("GET", path, (request) -> {
		});
		if (answer.status() != 200) {
			throw new AssertionError(path + " answered " + answer.status());
		}
		return answer.json();
	}

}
