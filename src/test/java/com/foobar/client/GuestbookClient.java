package com.foobar.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One visitor with a cookie jar of their own. Safe for use by many threads.
 */
public final class GuestbookClient {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final String site;

	private final HttpClient http;

	/**
	 * A new visitor of a site.
	 * @param site the site's address, without a path
	 */
	public GuestbookClient(String site) {
		this(site, http(CookiePolicy.ACCEPT_ALL));
	}

	private GuestbookClient(String site, HttpClient http) {
		this.site = site;
		this.http = http;
	}

	private static HttpClient http(CookiePolicy cookies) {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(5))
			.cookieHandler(new CookieManager(null, cookies))
			.build();
	}

	/**
	 * A new visitor of a site who takes no cookies, as programs do.
	 * @param site the site's address, without a path
	 * @return the visitor
	 */
	public static GuestbookClient withoutCookies(String site) {
		return new GuestbookClient(site, http(CookiePolicy.ACCEPT_NONE));
	}

	/**
	 * This visitor, with the same cookies, at another instance of the site.
	 * @param site the instance's address, without a path
	 * @return the visitor
	 */
	public GuestbookClient at(String site) {
		return new GuestbookClient(site, this.http);
	}

	/**
	 * The newest entries.
	 * @param query the query with its question mark, or nothing
	 * @return the answer
	 */
	public Answer list(String query) {
		return send("GET", "/api/entries" + query, (request) -> {
		});
	}

	/**
	 * A single entry.
	 * @param id its id
	 * @return the answer
	 */
	public Answer get(long id) {
		return send("GET", "/api/entries/" + id, (request) -> {
		});
	}

	/**
	 * Sign with a key of one's own.
	 * @param author the author
	 * @param message the message
	 * @return the answer
	 */
	public Answer sign(String author, String message) {
		return sign(author, message, UUID.randomUUID().toString());
	}

	/**
	 * Sign with a given key.
	 * @param author the author
	 * @param message the message
	 * @param key the {@code Idempotency-Key}
	 * @return the answer
	 */
	public Answer sign(String author, String message, String key) {
		return send("POST", "/api/entries", Map.of("author", author, "message", message),
				(request) -> request.header("Idempotency-Key", key));
	}

	/**
	 * Sign without a key: what is sent twice is there twice.
	 * @param author the author
	 * @param message the message
	 * @return the answer
	 */
	public Answer signWithoutKey(String author, String message) {
		return send("POST", "/api/entries", Map.of("author", author, "message", message), (request) -> {
		});
	}

	/**
	 * Edit an entry.
	 * @param entry the entry as it was answered
	 * @param message the new message
	 * @return the answer
	 */
	public Answer edit(JsonNode entry, String message) {
		return send("PUT", "/api/entries/" + entry.get("id").asLong(), Map.of("author", entry.get("author").asString(),
				"message", message, "version", entry.get("version").asInt()), (request) -> {
				});
	}

	/**
	 * Remove an entry.
	 * @param id its id
	 * @return the answer
	 */
	public Answer remove(long id) {
		return send("DELETE", "/api/entries/" + id, (request) -> {
		});
	}

	/**
	 * Any request with a JSON body.
	 * @param method the HTTP method
	 * @param path path and query
	 * @param body what becomes the body
	 * @param settings adds headers
	 * @return the answer
	 */
	public Answer send(String method, String path, Object body, Consumer<HttpRequest.Builder> settings) {
		return send(method, path, (request) -> {
			request.header("Content-Type", "application/json");
			request.method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)));
			settings.accept(request);
		});
	}

	/**
	 * Any request at all.
	 * @param method the HTTP method
	 * @param path path and query
	 * @param settings adds headers and body
	 * @return the answer
	 * @throws UncheckedIOException if there is none
	 */
	public Answer send(String method, String path, Consumer<HttpRequest.Builder> settings) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.site + path))
			.timeout(Duration.ofSeconds(20))
			.method(method, BodyPublishers.noBody());
		settings.accept(request);
		try {
			return Answer.of(this.http.send(request.build(), BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(method + " " + path + " at " + this.site, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted during " + method + " " + path, ex);
		}
	}

}
