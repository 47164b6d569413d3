package org.example.library;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Somebody with a browser. */
class Visitor {

	private final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

	private final URI library;

	Visitor(int port) {
		this.library = URI.create("http://localhost:" + port);
	}

	String get(String path) throws IOException, InterruptedException {
		return answer(request(path).GET());
	}

	String post(String path) throws IOException, InterruptedException {
		return answer(request(path).POST(BodyPublishers.noBody()));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(this.library.resolve(path));
	}

	private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.browser.send(request.build(), BodyHandlers.ofString()).body();
	}

}
