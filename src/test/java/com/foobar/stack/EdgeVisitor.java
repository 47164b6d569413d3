package com.foobar.stack;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

/**
 * A visitor in a container of the edge network, where the virtual addresses are: a
 * program that needs nothing but a Java runtime. Every third request signs an entry; each
 * waits for its turn and is never repeated. Confined to one thread.
 */
final class EdgeVisitor implements Runnable {

	private static final int VISITORS = 12;

	private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final int number;

	private final URI entries;

	private final String run;

	private final long start;

	private final HttpClient http;

	private EdgeVisitor(int number, String site, String run, long start, SSLContext trusting) {
		this.number = number;
		this.entries = URI.create(site + "/api/entries");
		this.run = run;
		this.start = start;
		this.http = HttpClient.newBuilder()
			.version((number % 2 == 0) ? HttpClient.Version.HTTP_1_1 : HttpClient.Version.HTTP_2)
			.sslContext(trusting)
			.connectTimeout(PATIENCE)
			.cookieHandler(new CookieManager())
			.build();
	}

	/**
	 * Visits until the standard input ends. The certificate of the authority is in the
	 * environment.
	 * @param arguments the sites, used in turn, behind what messages begin with
	 */
	static void main(String... arguments) throws Exception {
		SSLContext trusting = StackAuthority.trusting(System.getenv("AUTHORITY"));
		long start = System.nanoTime();
		for (int number = 0; number < VISITORS; number++) {
			String site = arguments[1 + number % (arguments.length - 1)];
			Thread thread = new Thread(new EdgeVisitor(number, site, arguments[0], start, trusting));
			thread.setDaemon(true);
			thread.start();
		}
		System.in.readAllBytes();
	}

	@Override
	public void run() {
		for (long turn = this.number;; turn += VISITORS) {
			sleepUntil(this.start + turn * INTERVAL_NANOS);
			visit(turn, (turn / VISITORS) % 3 == 0);
		}
	}

	private static void sleepUntil(long nanos) {
		try {
			TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void visit(long turn, boolean signing) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.entries).timeout(PATIENCE);
		if (signing) {
			request.header("Content-Type", "application/json")
				.POST(BodyPublishers
					.ofString("{\"author\": \"Edge\", \"message\": \"%s %d\"}".formatted(this.run, turn)));
		}
		long begin = System.nanoTime();
		String result = send(request.build());
		System.out.printf("%d %d %d %s %s%n", turn, millis(begin - this.start), millis(System.nanoTime() - this.start),
				signing ? "POST" : "GET", result);
	}

	private String send(HttpRequest request) {
		try {
			return String.valueOf(this.http.send(request, BodyHandlers.discarding()).statusCode());
		}
		catch (IOException ex) {
			return ex.toString();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long millis(long nanos) {
		return TimeUnit.NANOSECONDS.toMillis(nanos);
	}

}
