package com.foobar.stack;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.foobar.client.Answer;
import com.foobar.client.Browser;
import com.foobar.client.GuestbookClient;
import com.foobar.client.GuestbookPage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the guestbook works through the whole stack. */
@Tag("stack")
class StackIT {

	private static final int REQUESTS = 40;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final GuestbookClient visitor = new GuestbookClient(Stack.url());

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	@Test
	void signedEntryIsOnBothDatabases() {
		long id = this.visitor.sign("Ann", "Through the load balancer").json().get("id").asLong();
		String count = "SELECT COUNT(*) FROM guestbook.entry WHERE id = " + id;
		assertThat(Stack.number("db1", count)).isEqualTo(1);
		Awaitility.await().atMost(PATIENCE).until(() -> Stack.number("db2", count) == 1);
	}

	@Test
	void requestsAlternateBetweenWebServers() {
		Awaitility.await("both web servers are in use")
			.atMost(PATIENCE)
			.until(() -> !nextWebServer().equals(nextWebServer()));
		List<String> servers = new ArrayList<>();
		for (int request = 0; request < REQUESTS; request++) {
			servers.add(nextWebServer());
		}
		assertThat(Set.copyOf(servers)).containsExactlyInAnyOrder("web1", "web2");
		for (int request = 1; request < REQUESTS; request++) {
			assertThat(servers.get(request)).as("request " + request).isNotEqualTo(servers.get(request - 1));
		}
	}

	private String nextWebServer() {
		return this.visitor.list("").header("X-Served-By-Web");
	}

	@Test
	void bothApplicationsServe() {
		Set<String> applications = new TreeSet<>();
		for (int request = 0; request < REQUESTS; request++) {
			applications.add(this.visitor.list("").header("X-Served-By-App"));
		}
		assertThat(applications).containsExactly("app1", "app2");
	}

	@Test
	void visitorSeesTheirOwnEntryAtOnceWhicheverApplicationAnswers() {
		Set<String> applications = new TreeSet<>();
		for (int request = 0; request < REQUESTS; request++) {
			Answer signed = this.visitor.sign("Ann", "seen at once");
			Answer listed = this.visitor.list("?limit=1");
			assertThat(listed.json().at("/entries/0/id").asLong()).isEqualTo(signed.json().get("id").asLong());
			applications.add(signed.header("X-Served-By-App") + " then " + listed.header("X-Served-By-App"));
		}
		assertThat(applications).containsAnyOf("app1 then app2", "app2 then app1");
	}

	@Test
	void listIsSelectedOnTheReplicaAndSignedOnThePrimary() {
		GuestbookClient reader = new GuestbookClient(Stack.url());
		long[] before = counters();
		for (int request = 0; request < REQUESTS; request++) {
			assertThat(reader.list("").header("X-Served-By-Db")).isEqualTo("db2;reason=replica");
			assertThat(this.visitor.sign("Ann", "counted").header("X-Served-By-Db")).isEqualTo("db1;reason=write");
		}
		long[] after = counters();
		assertThat(after[0] - before[0]).as("lists selected on db1").isZero();
		assertThat(after[1] - before[1]).as("lists selected on db2").isEqualTo(REQUESTS);
		assertThat(after[2] - before[2]).as("entries inserted on db1").isEqualTo(REQUESTS);
		assertThat(after[3] - before[3]).as("entries inserted on db2 other than by replication").isZero();
	}

	private static long[] counters() {
		String list = "SELECT%FROM `entry` WHERE `id` < ?%";
		String insert = "INSERT INTO `entry` %";
		return new long[] { counter("db1", list), counter("db2", list), counter("db1", insert),
				counter("db2", insert) };
	}

	/** How often a node has executed statements of this form, as it counts itself. */
	private static long counter(String node, String statement) {
		return Stack.number(node, """
				SELECT COALESCE(SUM(COUNT_STAR), 0) FROM performance_schema.events_statements_summary_by_digest
				WHERE SCHEMA_NAME = 'guestbook' AND DIGEST_TEXT LIKE '%s'""".formatted(statement));
	}

	@ParameterizedTest
	@ValueSource(strings = { "web1", "web2", "app1", "app2" })
	void siteKeepsAnsweringWithout(String service) {
		Stack.compose("stop", service);
		try {
			for (int request = 0; request < REQUESTS; request++) {
				assertThat(this.visitor.list("").status()).isEqualTo(200);
				assertThat(this.visitor.sign("Ann", "without " + service).status()).isEqualTo(201);
				assertThat(this.visitor.send("GET", "/", (get) -> {
				}).status()).isEqualTo(200);
			}
		}
		finally {
			Stack.up();
		}
		String header = service.startsWith("web") ? "X-Served-By-Web" : "X-Served-By-App";
		Awaitility.await().atMost(PATIENCE).until(() -> this.visitor.list("").header(header).equals(service));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/health", "/livez", "/readyz", "/error", "/api/../actuator/health",
			"/api/%2e%2e/livez", "/apix", "/api/../../etc/passwd", "/api/..;/livez", "/api/;/../livez", "/nothing" })
	void nothingElseOfTheApplicationIsReachable(String path) {
		Answer answer = this.visitor.send("GET", path, (request) -> {
		});
		assertThat(answer.status()).isIn(400, 404);
		assertThat(answer.headers().firstValue("X-Served-By-App")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "app1", "app2" })
	void healthOfEachApplicationIsPublishedToTheOperator(String service) {
		GuestbookClient operator = new GuestbookClient(Stack.actuator(service));
		Answer health = operator.send("GET", "/actuator/health", (request) -> {
		});
		assertThat(health.status()).as(service).isEqualTo(200);
		assertThat(health.json().at("/components/db/details/db1").asString()).isEqualTo("PRIMARY UP");
		assertThat(health.json().at("/components/db/details/db2").asString()).isEqualTo("REPLICA UP");
	}

	@Test
	void badInputIsAProblemThroughTheWholeStack() {
		assertProblem(400, this.visitor.send("POST", "/api/entries",
				(request) -> request.header("Content-Type", "application/json").POST(BodyPublishers.ofString("{"))));
		assertProblem(400, this.visitor.list("?limit=101"));
		assertProblem(404, this.visitor.get(0));
		assertProblem(404, this.visitor.send("GET", "/api/nothing", (request) -> {
		}));
		assertProblem(405, this.visitor.send("PATCH", "/api/entries", (request) -> {
		}));
		long id = new GuestbookClient(Stack.url()).sign("Bob", "not Ann's").json().get("id").asLong();
		assertProblem(403, this.visitor.remove(id));
		assertProblem(403, this.visitor.send("DELETE", "/api/entries/" + id,
				(request) -> request.header("Cookie", "visitor=forged")));
	}

	@Test
	void headersTooLargeAreAProblem() {
		assertProblem(431,
				this.visitor.send("GET", "/api/entries", (request) -> request.header("X-Long", "x".repeat(10_000))));
	}

	private static void assertProblem(int status, Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		assertThat(answer.header("X-Served-By-Web")).startsWith("web");
		assertThat(answer.json().get("status").asInt()).isEqualTo(status);
	}

	@Test
	@EnabledIf("com.foobar.client.Browser#isInstalled")
	void visitorSignsEditsAndRemovesInABrowser() {
		WebDriver browser = Browser.open(1280);
		try {
			GuestbookPage page = new GuestbookPage(browser, Stack.url());
			page.sign("Ann", "Signed through the stack");
			assertThat(page.writeTrail()).contains("web", "app", "db1");
			assertThat(page.readTrail()).contains("web", "app", "db2");
			page.edit("Signed through the stack", "Edited through the stack");
			page.remove("Edited through the stack");
		}
		finally {
			browser.quit();
		}
	}

}
