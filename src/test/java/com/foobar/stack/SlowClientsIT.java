package com.foobar.stack;

import java.time.Duration;
import java.time.Instant;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that clients which hold connections by being slow lose them, that no application
 * hears of their requests, and that nobody else notices.
 */
@Tag("stack")
class SlowClientsIT {

	private static final Log logger = LogFactory.getLog(SlowClientsIT.class);

	private static final int SENDERS = 200;

	private static final int READERS = 5;

	/** Of a hundred requests each, of more than there are buffers. */
	private static final int CONNECTIONS = 45;

	/**
	 * The buffers on the way may take 40 MB, a minute's pages, before a reader is slow.
	 */
	private static final Duration PATIENCE = Duration.ofMinutes(2);

	/** In a second, from each reader: half of what one address may ask for. */
	private static final int PAGES = 100;

	private static final String POST = """
			POST /api/entries HTTP/1.1\r
			Host: localhost\r
			Content-Type: application/json\r
			Content-Length: 1000\r
			\r
			""";

	private static final String GET = """
			GET / HTTP/1.1\r
			Host: localhost\r
			\r
			""";

	private ApplicationRequests applications;

	@BeforeEach
	void listen() {
		Stack.requireRunning();
		this.applications = ApplicationRequests.listen();
	}

	@AfterEach
	void listenNoLonger() {
		this.applications.close();
	}

	@Test
	void slowClientsLoseTheirConnectionsAndNobodyElseNotices() throws Exception {
		Bystander bystander = Bystander.start();
		try (bystander) {
			bystander.watch(SlowClientsIT::beSlow);
		}
		logger.info("%d slow senders of headers, %d of bodies, %d slow readers; somebody else had %s".formatted(SENDERS,
				SENDERS, READERS, bystander));
		bystander.assertUnharmed();
		assertThat(this.applications.take().size()).as("requests that reached an application")
			.isEqualTo(bystander.requests());
	}

	private static long beSlow() {
		Instant start = Instant.now();
		try (SlowClients headers = SlowClients.sending(SENDERS, "GET /api/entries HTTP/1.1\r\nHost: localhost\r\nX: ");
				SlowClients bodies = SlowClients.sending(SENDERS, POST);
				SlowClients readers = SlowClients.reading(READERS, GET.repeat(PAGES))) {
			assertThat(headers.statuses()).hasSize(SENDERS).containsOnly(408);
			assertThat(bodies.statuses()).hasSize(SENDERS).containsOnly(408);
			return Awaitility.await("%d readers are ended".formatted(readers.size()))
				.atMost(PATIENCE)
				.pollInterval(Duration.ofSeconds(1))
				.until(() -> endedReaders(start), (ended) -> ended == READERS);
		}
	}

	/** These bodies could hold all of the load balancer's buffers. */
	@Test
	void bodiesThatNeverComeOverHttp2AreRefusedBeyondALimitAndNobodyElseNotices() throws Exception {
		Bystander bystander = Bystander.start();
		String statuses;
		try (bystander) {
			statuses = bystander.watch(() -> Edge.run(UnfinishedBodies.class, "https://" + Edge.setting("ADDRESS"),
					String.valueOf(CONNECTIONS)));
		}
		logger.info("%d connections with unfinished requests had %s; somebody else had %s".formatted(CONNECTIONS,
				statuses.strip(), bystander));
		assertThat(statuses).matches("(?s).*[{]408=\\d+, 429=\\d+}\\s*");
		bystander.assertUnharmed();
		assertThat(this.applications.take().size()).as("requests that reached an application")
			.isEqualTo(bystander.requests());
	}

	/**
	 * As the load balancer logs them: the client was too slow while an answer was sent.
	 */
	private static long endedReaders(Instant since) {
		return Stack.compose("logs", "--no-log-prefix", "--since", since.toString(), "lb1")
			.lines()
			.filter((line) -> line.matches(".*\"termination\": \"c[DL].*"))
			.count();
	}

}
