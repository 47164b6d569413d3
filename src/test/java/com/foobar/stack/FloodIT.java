package com.foobar.stack;

import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an address which asks for too much is held back, and that others do not
 * notice. It is the second load balancer's, as a client of the first; others come from
 * this machine.
 */
@Tag("stack")
class FloodIT {

	private static final Log logger = LogFactory.getLog(FloodIT.class);

	private static final String REQUEST = Attacker.request("GET", 5);

	/** More than {@code CLIENT_REQUESTS} and {@code CLIENT_CONNECTIONS} allow. */
	private static final int REQUESTS = 15_000;

	private static final int CONNECTIONS = 1200;

	/** What cannot be more than was let in before the limit was noticed. */
	private static final int FEW = 100;

	private Bystander bystander;

	@BeforeEach
	void startBystander() {
		Stack.requireRunning();
		this.bystander = Bystander.start();
	}

	@AfterEach
	void askBystander() {
		this.bystander.close();
		logger.info("Somebody else had " + this.bystander);
		assertThat(this.bystander.failures()).isEmpty();
	}

	@Test
	void requestsBeyondTheLimitAreToldWhenToComeBack() throws Exception {
		String answers = this.bystander.watch(() -> Attacker
			.run("for i in {1..%d}; do printf 'TRACE / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n'; done | %s | %s"
				.formatted(REQUESTS, Attacker.client(10), "grep -aE '^(HTTP|retry-after)' | sort -u")));
		assertThat(answers.lines().map(String::strip)).contains("HTTP/1.1 405 Method Not Allowed",
				"HTTP/1.1 429 Too Many Requests", "retry-after: 10");
		Awaitility.await("whoever has waited is let in again")
			.atMost(Duration.ofSeconds(30))
			.until(() -> Attacker.run(REQUEST).startsWith("HTTP/1.1 200"));
		this.bystander.assertUnharmed();
	}

	@Test
	void connectionsBeyondTheLimitAreEnded() throws Exception {
		assertThat(Attacker.run(REQUEST)).startsWith("HTTP/1.1 200");
		assertThat(this.bystander.watch(() -> Attacker
			.run("for i in {1..%d}; do exec {fd}<>/dev/tcp/lb1/443; done; for i in {1..20}; do %s; done"
				.formatted(CONNECTIONS, REQUEST))))
			.isEmpty();
		assertThat(Attacker.run(REQUEST)).startsWith("HTTP/1.1 200");
		this.bystander.assertUnharmed();
	}

	/** The first is not taken back: it shows that the client speaks HTTP/2. */
	@Test
	void streamsThatAreTakenBackAtOnceEndTheConnection() throws Exception {
		try (ApplicationRequests applications = ApplicationRequests.listen()) {
			String result = this.bystander.watch(() -> Edge.run(RapidReset.class, Edge.setting("ADDRESS"))).strip();
			List<String> reached = applications.takeButBystanders();
			logger.info(
					"A request, streams that were reset, and the ends of their connections: %s; %d reached an application"
						.formatted(result, reached.size()));
			assertThat(result).startsWith("200 ")
				.contains("GOAWAY ENHANCE_YOUR_CALM=")
				.doesNotContain("NONE", "NO_ERROR");
			assertThat(reached).hasSizeLessThan(FEW);
		}
		this.bystander.assertUnharmed();
	}

}
