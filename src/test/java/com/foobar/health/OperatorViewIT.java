package com.foobar.health;

import java.time.Duration;

import com.foobar.client.GuestbookClient;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what an operator sees of the nodes through Actuator. */
@OnDatabasePair
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OperatorViewIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final DatabasePair databases = DatabasePair.get();

	private GuestbookClient operator;

	@BeforeEach
	void look(@LocalManagementPort int port) {
		this.operator = new GuestbookClient("http://localhost:" + port);
		Awaitility.await().atMost(PATIENCE).until(() -> "db1".equals(topology().get("primary").asString()));
	}

	@Test
	void topologyShowsRolesHealthAndHistories() {
		Awaitility.await().atMost(PATIENCE).until(() -> "UP".equals(node(1, "health")));
		JsonNode topology = topology();
		assertThat(topology.get("primary").asString()).isEqualTo("db1");
		assertThat(node(0, "role")).isEqualTo("PRIMARY");
		assertThat(node(1, "role")).isEqualTo("REPLICA");
		assertThat(node(0, "position")).isNotEmpty();
		Awaitility.await().atMost(PATIENCE).until(() -> topology().at("/nodes/1/transactionsBehind").asLong(-1) == 0);
	}

	@Test
	void deadReplicaIsShownAndTheInstanceStaysUp() {
		this.databases.replica().kill();
		try {
			Awaitility.await().atMost(PATIENCE).until(() -> "DOWN".equals(node(1, "health")));
			assertThat(node(1, "detail")).isNotEmpty();
			JsonNode health = get("/actuator/health");
			assertThat(health.get("status").asString()).isEqualTo("UP");
			assertThat(health.at("/components/db/details/db1").asString()).isEqualTo("PRIMARY UP");
			assertThat(health.at("/components/db/details/db2").asString()).startsWith("UNKNOWN DOWN (");
		}
		finally {
			this.databases.replica().start();
		}
		Awaitility.await().atMost(PATIENCE).until(() -> "UP".equals(node(1, "health")));
	}

	@Test
	void withoutAPrimaryWritesAreDownAndTheInstanceStaysUp() {
		assertThat(status("/actuator/health/write")).isEqualTo(200);
		this.databases.primary().setReadOnly(true);
		try {
			Awaitility.await().atMost(PATIENCE).until(() -> status("/actuator/health/write") == 503);
			JsonNode write = get("/actuator/health/write");
			assertThat(write.get("status").asString()).isEqualTo("DOWN");
			assertThat(write.at("/components/dbWrite/details/db1").asString()).startsWith("REPLICA ");
			assertThat(status("/actuator/health/read")).isEqualTo(200);
			assertThat(get("/actuator/health/read").at("/components/db/status").asString()).isEqualTo("UP");
			assertThat(status("/actuator/health")).isEqualTo(200);
			assertThat(get("/actuator/health").get("status").asString()).isEqualTo("UP");
			assertThat(get("/actuator/health").get("components").propertyNames()).contains("db")
				.doesNotContain("dbWrite");
			assertThat(status("/actuator/health/readiness")).isEqualTo(200);
		}
		finally {
			this.databases.primary().setReadOnly(false);
		}
		Awaitility.await().atMost(PATIENCE).until(() -> status("/actuator/health/write") == 200);
	}

	private int status(String path) {
		return this.operator.send("GET", path, (request) -> {
		}).status();
	}

	private String node(int index, String field) {
		return topology().at("/nodes/%d/%s".formatted(index, field)).asString();
	}

	private JsonNode topology() {
		return get("/actuator/topology");
	}

	private JsonNode get(String path) {
		return this.operator.send("GET", path, (request) -> {
		}).json();
	}

}
