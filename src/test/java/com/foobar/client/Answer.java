package com.foobar.client;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a server answered. Immutable.
 *
 * @param status the HTTP status
 * @param headers the response's headers
 * @param body the response's body as text, empty if there is none
 */
public record Answer(int status, HttpHeaders headers, String body) {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	static Answer of(HttpResponse<String> response) {
		return new Answer(response.statusCode(), response.headers(), response.body());
	}

	/**
	 * The body as JSON.
	 * @return its root
	 */
	public JsonNode json() {
		return JSON.readTree(this.body);
	}

	/**
	 * A header's first value.
	 * @param name the header's name
	 * @return its value, empty if it is missing
	 */
	public String header(String name) {
		return this.headers.firstValue(name).orElse("");
	}

}
