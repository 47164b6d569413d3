package com.foobar.web;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.foobar.FoobarApplication;
import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import com.foobar.fixture.DatabasePair;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Health;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that visitors see what they have written when they write on one instance and read
 * on another that knows of it by their token alone.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TwoInstancesIT {

	private static final Log logger = LogFactory.getLog(TwoInstancesIT.class);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final int PAIRS = 200;

	private static final String HEADER = "X-Consistency-Token";

	private final DatabasePair databases = DatabasePair.get();

	private final Map<String, Integer> decisions = new TreeMap<>();

	private List<ConfigurableApplicationContext> instances = List.of();

	@BeforeAll
	void start() {
		this.instances = List.of(run(), run());
	}

	private ConfigurableApplicationContext run() {
		Map<String, Object> properties = new HashMap<>(this.databases.properties());
		return new SpringApplicationBuilder(FoobarApplication.class).properties(properties)
			.run("--server.port=0", "--management.server.port=0");
	}

	@AfterAll
	void close() {
		this.instances.forEach(ConfigurableApplicationContext::close);
	}

	@BeforeEach
	void awaitReplica() {
		this.databases.replica().awaitCaughtUp(PATIENCE);
		awaitReplica(Health.UP);
		this.decisions.clear();
	}

	private void awaitReplica(Health health) {
		for (ConfigurableApplicationContext instance : this.instances) {
			CurrentTopology topology = instance.getBean(CurrentTopology.class);
			Awaitility.await().atMost(PATIENCE).until(() -> topology.get().node("db2").health() == health);
		}
	}

	@Test
	void browserSeesOnOneInstanceWhatItWroteOnTheOther() {
		writeAndReadWithCookies();
		assertServed("db2;reason=replica", "db2;reason=caught-up", "db1;reason=fallback");
	}

	@Test
	void programSeesOnOneInstanceWhatItWroteOnTheOther() {
		writeAndReadWithTheHeader();
		assertServed("db2;reason=replica", "db2;reason=caught-up", "db1;reason=fallback");
	}

	@Test
	void browserSeesWhatItWroteWhileTheReplicaStandsStill() {
		whileTheReplicaStandsStill(this::writeAndReadWithCookies);
	}

	@Test
	void programSeesWhatItWroteWhileTheReplicaStandsStill() {
		whileTheReplicaStandsStill(this::writeAndReadWithTheHeader);
	}

	private void whileTheReplicaStandsStill(Runnable work) {
		this.databases.replica().stopApplier();
		try {
			work.run();
			assertServed("db1;reason=fallback");
		}
		finally {
			this.databases.replica().startApplier();
			this.databases.replica().awaitCaughtUp(PATIENCE);
		}
	}

	private void writeAndReadWithCookies() {
		GuestbookClient browser = new GuestbookClient(site(0));
		for (int pair = 0; pair < PAIRS; pair++) {
			String message = "cookies " + pair;
			long id = id(browser.at(site(pair)).sign("Ann", message));
			GuestbookClient elsewhere = browser.at(site(pair + 1));
			assertSees(elsewhere.get(id), elsewhere.list(""), id, message);
		}
	}

	private void writeAndReadWithTheHeader() {
		GuestbookClient program = GuestbookClient.withoutCookies(site(0));
		for (int pair = 0; pair < PAIRS; pair++) {
			String message = "header " + pair;
			Answer signed = program.at(site(pair)).sign("Ann", message);
			String token = signed.header(HEADER);
			GuestbookClient elsewhere = program.at(site(pair + 1));
			assertSees(read(elsewhere, "/" + id(signed), token), read(elsewhere, "", token), id(signed), message);
		}
	}

	private static Answer read(GuestbookClient program, String path, String token) {
		return program.send("GET", "/api/entries" + path, (request) -> request.header(HEADER, token));
	}

	private void assertSees(Answer got, Answer listed, long id, String message) {
		assertThat(got.status()).as("entry %d", id).isEqualTo(200);
		assertThat(got.json().get("message").asString()).isEqualTo(message);
		assertThat(listed.status()).isEqualTo(200);
		assertThat(listed.json().get("entries").valueStream().map(TwoInstancesIT::id)).as("the newest entries")
			.contains(id);
		for (Answer answer : List.of(got, listed)) {
			this.decisions.merge(answer.header("X-Served-By-Db"), 1, Integer::sum);
		}
	}

	private void assertServed(String... decisions) {
		logger.info("%d reads: %s".formatted(2 * PAIRS, this.decisions));
		assertThat(this.decisions.keySet()).isSubsetOf(decisions);
		assertThat(this.decisions).containsKey(decisions[0]);
		assertThat(this.decisions.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(2 * PAIRS);
	}

	private static long id(Answer signed) {
		assertThat(signed.status()).isEqualTo(201);
		return id(signed.json());
	}

	private static long id(JsonNode entry) {
		return entry.get("id").asLong();
	}

	private String site(int number) {
		ConfigurableApplicationContext instance = this.instances.get(number % this.instances.size());
		return "http://localhost:" + instance.getEnvironment().getRequiredProperty("local.server.port");
	}

}
