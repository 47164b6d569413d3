package com.foobar.metrics;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import com.foobar.pool.NodePools;
import com.foobar.pool.PoolPurpose;
import com.foobar.routing.RoutingProperties;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that an operator sees at {@code /actuator/metrics} what visitors cause. */
@OnDatabasePair
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class MetersIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final DatabasePair databases = DatabasePair.get();

	private GuestbookClient visitor;

	private GuestbookClient operator;

	@BeforeEach
	void visit(@LocalServerPort int port, @LocalManagementPort int managementPort) {
		this.visitor = new GuestbookClient("http://localhost:" + port);
		this.operator = new GuestbookClient("http://localhost:" + managementPort);
		this.databases.replica().awaitCaughtUp(PATIENCE);
		Awaitility.await().atMost(PATIENCE).until(() -> value("foobar.topology.up?tag=node:db2") == 1);
	}

	@Test
	void everyMeterIsListed() {
		List<String> names = get("/actuator/metrics").get("names").valueStream().map(JsonNode::asString).toList();
		assertThat(names).contains("foobar.routing.decisions", "foobar.routing.waits", "foobar.routing.waits.in.vain",
				"foobar.routing.holds", "foobar.routing.refusals", "foobar.routing.positions.ignored",
				"foobar.routing.commits.lost", "foobar.consistency.tokens", "foobar.topology.lag",
				"foobar.topology.transactions.behind", "foobar.topology.up", "foobar.topology.primary",
				"foobar.topology.health", "hikaricp.connections.active");
	}

	@Test
	void decisionsAreCountedAsTheirAnswersTellThem() {
		double writes = decisions("db1", "write");
		double reads = decisions("db2", "replica");
		assertThat(this.visitor.list("").header("X-Served-By-Db")).isEqualTo("db2;reason=replica");
		assertThat(decisions("db2", "replica")).isEqualTo(reads + 1);
		assertThat(this.visitor.sign("Ann", "hi").status()).isEqualTo(201);
		assertThat(decisions("db1", "write")).isEqualTo(writes + 1);
		assertThat(decisions("db2", "write")).isZero();
	}

	private double decisions(String node, String reason) {
		return value("foobar.routing.decisions?tag=node:%s&tag=reason:%s".formatted(node, reason));
	}

	@Test
	void tokensThatArriveAreCounted(@LocalServerPort int port) {
		GuestbookClient program = GuestbookClient.withoutCookies("http://localhost:" + port);
		double valid = tokens("valid");
		double malformed = tokens("malformed");
		String token = program.sign("Ann", "hi").header("X-Consistency-Token");
		program.list("");
		for (String text : List.of(token, "garbage")) {
			program.send("GET", "/api/entries", (request) -> request.header("X-Consistency-Token", text));
		}
		assertThat(tokens("valid")).isEqualTo(valid + 1);
		assertThat(tokens("malformed")).isEqualTo(malformed + 1);
	}

	private double tokens(String verdict) {
		return value("foobar.consistency.tokens?tag=verdict:" + verdict);
	}

	@Test
	void stoppedApplierIsSeenInTheTopologyAndInTheDecisions() {
		double fallbacks = decisions("db1", "fallback");
		this.databases.replica().stopApplier();
		try {
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> value("foobar.topology.health?tag=node:db2&tag=health:broken") == 1);
			assertThat(value("foobar.topology.up?tag=node:db2")).isZero();
			Answer signed = this.visitor.sign("Ann", "hi");
			assertThat(this.visitor.get(signed.json().get("id").asLong()).header("X-Served-By-Db"))
				.isEqualTo("db1;reason=fallback");
			assertThat(decisions("db1", "fallback")).isEqualTo(fallbacks + 1);
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> value("foobar.topology.transactions.behind?tag=node:db2") > 0);
			assertThat(value("hikaricp.connections.max?tag=pool:db1 fallback-read")).as("the budget").isEqualTo(5);
		}
		finally {
			this.databases.replica().startApplier();
			this.databases.replica().awaitCaughtUp(PATIENCE);
		}
		Awaitility.await().atMost(PATIENCE).until(() -> value("foobar.topology.transactions.behind?tag=node:db2") == 0);
	}

	@Test
	void rolesAndLagAreShown() {
		assertThat(value("foobar.topology.primary?tag=node:db1")).isOne();
		assertThat(value("foobar.topology.primary?tag=node:db2")).isZero();
		assertThat(value("foobar.topology.lag?tag=node:db2")).isNotNegative();
		assertThat(get("/actuator/metrics/foobar.topology.lag").get("baseUnit").asString()).isEqualTo("seconds");
	}

	@Test
	void primaryHasNoLag(@Autowired MeterRegistry registry) {
		assertThat(registry.get("foobar.topology.lag").tag("node", "db1").timeGauge().value()).isNaN();
	}

	@Test
	void poolThatIsCutAndOpenedAnewIsStillShown(@Autowired MeterRegistry registry,
			@Autowired MetricsTrackerFactory metrics, @Autowired RoutingProperties properties) throws SQLException {
		try (NodePools pools = new NodePools("cut", this.databases.replica().url(), properties.writer(),
				properties.reader(), properties.pool(), (node, failure) -> {
				}, metrics)) {
			try (Connection old = pools.get(PoolPurpose.READ_ONLY).acquire()) {
				pools.renew();
				try (Connection anew = pools.get(PoolPurpose.READ_ONLY).acquire()) {
					Awaitility.await().atMost(PATIENCE).until(() -> isClosed("cut read-only"));
					assertThat(old.isValid(1)).isFalse();
					assertThat(anew.isValid(1)).isTrue();
				}
			}
			assertThat(registry.get("hikaricp.connections.max").tag("pool", "cut read-only").gauge().value())
				.isEqualTo(properties.pool().size());
		}
	}

	private static boolean isClosed(String pool) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().equals("close-" + pool));
	}

	private double value(String meter) {
		return get("/actuator/metrics/" + meter.replace(" ", "%20")).at("/measurements/0/value").asDouble(Double.NaN);
	}

	private JsonNode get(String path) {
		return this.operator.send("GET", path, (request) -> {
		}).json();
	}

}
