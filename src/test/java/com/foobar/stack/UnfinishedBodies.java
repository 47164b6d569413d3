package com.foobar.stack;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;

/**
 * Clients over HTTP/2 that open as many requests as they may, announce a body with each,
 * and never send it: a program that needs nothing but a Java runtime.
 */
final class UnfinishedBodies {

	private static final int STREAMS = 100;

	private static final int PATIENCE_SECONDS = 60;

	private UnfinishedBodies() {
	}

	/**
	 * Prints how many answers there were of each status.
	 * @param arguments the site, and how many connections there are
	 */
	static void main(String... arguments) throws Exception {
		SSLContext trusting = StackAuthority.trusting(System.getenv("AUTHORITY"));
		URI entries = URI.create(arguments[0] + "/api/entries");
		List<CompletableFuture<String>> answers = new ArrayList<>();
		for (int connection = 0; connection < Integer.parseInt(arguments[1]); connection++) {
			HttpClient client = HttpClient.newBuilder().sslContext(trusting).build();
			client.send(HttpRequest.newBuilder(entries.resolve("/")).build(), BodyHandlers.discarding());
			for (int stream = 0; stream < STREAMS; stream++) {
				answers.add(client.sendAsync(unfinished(entries), BodyHandlers.discarding())
					.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
					.handle(UnfinishedBodies::result));
			}
		}
		Map<String, Long> counts = answers.stream()
			.map(CompletableFuture::join)
			.collect(Collectors.groupingBy((result) -> result, TreeMap::new, Collectors.counting()));
		System.out.println(counts);
		System.exit(0);
	}

	private static HttpRequest unfinished(URI entries) {
		return HttpRequest.newBuilder(entries)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.fromPublisher((subscriber) -> subscriber.onSubscribe(new Silence()), 1000))
			.build();
	}

	private static String result(HttpResponse<Void> answer, Throwable failure) {
		if (failure != null) {
			return failure.getClass().getSimpleName();
		}
		return (answer != null) ? String.valueOf(answer.statusCode()) : "silence";
	}

	private static final class Silence implements Flow.Subscription {

		@Override
		public void request(long items) {
		}

		@Override
		public void cancel() {
		}

	}

}
