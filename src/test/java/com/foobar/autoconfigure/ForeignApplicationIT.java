package com.foobar.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;

import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.JavaProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that routing can be taken into any application: the one under
 * {@code src/it/foreign-application}, which Maven has built with the routing jar from a
 * repository.
 */
class ForeignApplicationIT {

	private static final Path ROUTING = Path.of("target/foobar-routing.jar");

	private static final Path APPLICATION = Path.of("target/it/foreign-application/target/orders.jar");

	private static final int ORDERS = 20;

	private final DatabasePair databases = DatabasePair.get();

	@BeforeEach
	void createTable() {
		this.databases.primary()
			.admin()
			.sql("CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, item VARCHAR(80) NOT NULL)")
			.update();
		this.databases.replica().awaitCaughtUp(Duration.ofSeconds(30));
	}

	@AfterEach
	void dropTable() {
		this.databases.primary().admin().sql("DROP TABLE orders").update();
	}

	@Test
	void foreignApplicationWritesToThePrimaryReadsFromTheReplicaAndSeesWhatItWrote() throws Exception {
		List<String> command = new ArrayList<>(List.of("-jar", APPLICATION.toString()));
		this.databases.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
		JavaProcess application = JavaProcess.run(command);
		assertThat(application.status()).as(() -> String.join("\n", application.output())).isZero();
		assertThat(application.told("placed on: ")).isEqualTo(Collections.nCopies(ORDERS, "primary"));
		assertThat(application.told("orders in the scope: ")).isEqualTo(upTo(ORDERS));
		assertThat(application.told("orders in the job: ")).isEqualTo(upTo(ORDERS));
		assertThat(application.told("orders in the end: ")).last().isEqualTo(ORDERS + " on replica");
	}

	private static List<String> upTo(int count) {
		return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
	}

	@Test
	void routingJarHoldsNothingOfTheSite() throws IOException {
		assertThat(entries(ROUTING))
			.contains("META-INF/LICENSE", "com/foobar/routing/RoutingDataSource.class",
					"META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports",
					"META-INF/spring-configuration-metadata.json")
			.noneMatch((name) -> name.matches(
					"com/foobar/(guestbook|visitor|problem|controller)/.*|com/foobar/[^/]+|(static|db)/.*|application.*|META-INF/build-info.*"));
	}

	@Test
	void routingJarDescribesItsOwnPropertiesAndNoOthers() throws IOException {
		List<String> entries = entries(ROUTING);
		List<String> names = new ArrayList<>();
		try (JarFile file = new JarFile(ROUTING.toFile());
				InputStream metadata = file
					.getInputStream(file.getEntry("META-INF/spring-configuration-metadata.json"))) {
			for (JsonNode property : JsonMapper.shared().readTree(metadata).get("properties")) {
				String source = property.get("sourceType").asString().split("\\$")[0];
				assertThat(entries).contains(source.replace('.', '/') + ".class");
				names.add(property.get("name").asString());
			}
		}
		assertThat(names).contains("foobar.routing.write-hold", "foobar.routing.pool.size",
				"foobar.routing.monitor.interval", "foobar.consistency.mode", "foobar.web.served-by");
	}

	@Test
	void routingJarBringsNeitherWebNorActuatorNorFlywayNorMicrometerNorModulith() throws IOException {
		assertThat(entries(APPLICATION)).anyMatch((name) -> name.matches("BOOT-INF/lib/foobar-.*-routing.jar"))
			.anyMatch((name) -> name.startsWith("BOOT-INF/lib/mysql-connector-j-"))
			.anyMatch((name) -> name.startsWith("BOOT-INF/lib/hibernate-validator-"))
			.noneMatch((name) -> name.matches(
					"BOOT-INF/lib/(spring-web|tomcat-embed-core|spring-boot-(actuator|health|flyway)|flyway|micrometer-core|spring-modulith).*"));
	}

	private static List<String> entries(Path jar) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			return file.stream().map(ZipEntry::getName).toList();
		}
	}

}
