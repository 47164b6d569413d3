package com.foobar.routing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.foobar.FoobarApplication;
import com.foobar.client.GuestbookClient;
import com.foobar.fixture.DatabasePair;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the start of the application while database nodes are down. */
@ExtendWith(OutputCaptureExtension.class)
class StartUpIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final DatabasePair databases = DatabasePair.get();

	@Test
	void applicationWaitsForThePrimaryAndSaysSo(CapturedOutput output) throws Exception {
		this.databases.primary().kill();
		CompletableFuture<ConfigurableApplicationContext> start = CompletableFuture.supplyAsync(this::run);
		try {
			Awaitility.await()
				.atMost(PATIENCE)
				.failFast(start::isDone)
				.until(() -> output.getOut().contains("Primary 'db1' cannot be migrated yet: "));
		}
		finally {
			this.databases.primary().start();
		}
		try (ConfigurableApplicationContext context = start.get()) {
			assertThat(client(context).sign("Ann", "at last").status()).isEqualTo(201);
		}
	}

	@Test
	void deadReplicaDoesNotKeepTheApplicationFromStartingOrReady() {
		this.databases.replica().kill();
		try (ConfigurableApplicationContext context = run()) {
			GuestbookClient client = client(context);
			assertThat(client.sign("Ann", "without a replica").status()).isEqualTo(201);
			assertThat(client.send("GET", "/readyz", (request) -> {
			}).status()).isEqualTo(200);
			assertThat(client.list("").status()).isEqualTo(503);
			assertThat(client.list("").header("Retry-After")).isEqualTo("1");
			this.databases.replica().start();
			Awaitility.await().atMost(PATIENCE).until(() -> client.list("").status() == 200);
		}
		finally {
			this.databases.replica().start();
		}
	}

	private ConfigurableApplicationContext run() {
		Map<String, String> properties = this.databases.properties();
		return new SpringApplicationBuilder(FoobarApplication.class)
			.properties(properties.entrySet()
				.stream()
				.map((entry) -> entry.getKey() + "=" + entry.getValue())
				.toArray(String[]::new))
			.run("--server.port=0", "--management.server.port=0");
	}

	private static GuestbookClient client(ConfigurableApplicationContext context) {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return new GuestbookClient("http://localhost:" + port);
	}

}
