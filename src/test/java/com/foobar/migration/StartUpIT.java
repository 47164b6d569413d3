package com.foobar.migration;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

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
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests the start of the application while database nodes are down. */
@ExtendWith(OutputCaptureExtension.class)
class StartUpIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final DatabasePair databases = DatabasePair.get();

	@Test
	void applicationWaitsForADeadPrimaryWithItsPortClosedAndSaysSo(CapturedOutput output) throws Exception {
		int port = TestSocketUtils.findAvailableTcpPort();
		this.databases.primary().kill();
		CompletableFuture<ConfigurableApplicationContext> start = start(port);
		try {
			awaitComplaint(output, start, "Communications link failure");
			assertThatExceptionOfType(UncheckedIOException.class)
				.isThrownBy(() -> new GuestbookClient("http://localhost:" + port).list(""))
				.withCauseInstanceOf(ConnectException.class);
		}
		finally {
			this.databases.primary().start();
		}
		assertServes(start);
	}

	@Test
	void applicationWaitsForAFrozenPrimaryAndSaysSo(CapturedOutput output) throws Exception {
		this.databases.primary().pause();
		CompletableFuture<ConfigurableApplicationContext> start = start(0);
		try {
			awaitComplaint(output, start, "db1 UNKNOWN DOWN");
		}
		finally {
			this.databases.primary().unpause();
		}
		assertServes(start);
	}

	@Test
	void applicationThatWaitsCanBeStopped(CapturedOutput output) throws Exception {
		this.databases.primary().kill();
		try {
			AtomicReference<ConfigurableApplicationContext> starting = new AtomicReference<>();
			CompletableFuture<ConfigurableApplicationContext> start = CompletableFuture
				.supplyAsync(() -> application().initializers(starting::set).run(arguments(0)));
			awaitComplaint(output, start, "Communications link failure");
			Objects.requireNonNull(starting.get()).close();
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
				.withStackTraceContaining("Stopped while waiting for a primary to migrate");
		}
		finally {
			this.databases.primary().start();
		}
	}

	private static void awaitComplaint(CapturedOutput output, Future<?> start, String reason) {
		Awaitility.await()
			.atMost(PATIENCE)
			.failFast(start::isDone)
			.until(() -> output.getOut()
				.lines()
				.anyMatch((line) -> line.contains("No primary to migrate yet") && line.contains(reason)));
	}

	private static void assertServes(Future<ConfigurableApplicationContext> start) throws Exception {
		try (ConfigurableApplicationContext context = start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
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
			assertThat(client.list("").header("X-Served-By-Db")).isEqualTo("db1;reason=fallback");
			this.databases.replica().start();
			Awaitility.await()
				.atMost(PATIENCE)
				.until(() -> client.list("").header("X-Served-By-Db").startsWith("db2;"));
		}
		finally {
			this.databases.replica().start();
		}
	}

	private ConfigurableApplicationContext run() {
		return application().run(arguments(0));
	}

	private CompletableFuture<ConfigurableApplicationContext> start(int port) {
		return CompletableFuture.supplyAsync(() -> application().run(arguments(port)));
	}

	private SpringApplicationBuilder application() {
		Map<String, Object> properties = new HashMap<>(this.databases.properties());
		return new SpringApplicationBuilder(FoobarApplication.class).properties(properties);
	}

	private static String[] arguments(int port) {
		return new String[] { "--server.port=" + port, "--management.server.port=0",
				"--foobar.routing.pool.socket-timeout=1s" };
	}

	private static GuestbookClient client(ConfigurableApplicationContext context) {
		String port = context.getEnvironment().getRequiredProperty("local.server.port");
		return new GuestbookClient("http://localhost:" + port);
	}

}
