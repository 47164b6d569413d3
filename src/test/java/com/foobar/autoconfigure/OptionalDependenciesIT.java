package com.foobar.autoconfigure;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.foobar.fixture.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an application routes on a class path without one of the things that it may
 * do without, and that nothing of ours is left that would need it.
 */
class OptionalDependenciesIT {

	private static final String DATA_SOURCE = "com.foobar.routing.RoutingDataSource";

	private static final List<String> PROPERTIES = List.of("--foobar.routing.nodes[0].name=db1",
			"--foobar.routing.nodes[0].url=jdbc:mysql://127.0.0.1:1/none", "--foobar.routing.writer.username=writer",
			"--foobar.routing.writer.password=none", "--foobar.routing.reader.username=reader",
			"--foobar.routing.reader.password=none", "--foobar.routing.migrator.username=migrator",
			"--foobar.routing.migrator.password=none", "--foobar.routing.monitor.username=monitor",
			"--foobar.routing.monitor.password=none",
			"--foobar.consistency.keys=consistency-key-of-the-integration-tests", "--spring.flyway.enabled=false",
			"--spring.config.location=optional:classpath:/none/", "--server.port=0");

	@Test
	void applicationWithAllOfThemHasAllOfRouting() throws Exception {
		assertThat(beansWithout()).contains(DATA_SOURCE)
			.anyMatch(isIn("web"))
			.anyMatch(isIn("health"))
			.anyMatch(isIn("metrics"))
			.anyMatch(isIn("migration"));
	}

	@ParameterizedTest(name = "without {0}")
	@CsvSource(delimiter = '|', textBlock = """
			web | spring-web spring-boot-web spring-boot-servlet spring-boot-tomcat tomcat-embed-core | web
			actuator | spring-boot-actuator spring-boot-health | health
			endpoints | spring-boot-actuator | health
			flyway | spring-boot-flyway flyway | migration
			flyway's starter | spring-boot-flyway | migration
			micrometer | micrometer-core micrometer-jakarta9 spring-boot-micrometer | metrics
			validation | spring-boot-validation hibernate-validator jakarta.validation | none
			""")
	void applicationStartsWithout(String what, String jars, String module) throws Exception {
		assertThat(beansWithout(jars.split(" "))).contains(DATA_SOURCE).noneMatch(isIn(module));
	}

	private static Predicate<String> isIn(String module) {
		return (type) -> type.startsWith("com.foobar." + module + ".");
	}

	private static List<String> beansWithout(String... jars) throws Exception {
		List<String> command = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-cp", classPathWithout(jars),
				SpringApplication.class.getName(), "--spring.main.sources=" + Application.class.getName()));
		command.addAll(PROPERTIES);
		JavaProcess application = JavaProcess.run(command);
		assertThat(application.status()).as(() -> String.join("\n", application.output())).isZero();
		return application.told("bean: ");
	}

	private static String classPathWithout(String... jars) {
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> Stream.of(jars).noneMatch(Path.of(entry).getFileName().toString()::startsWith))
			.collect(Collectors.joining(File.pathSeparator));
	}

	/**
	 * An application that has nothing but what Boot and routing give it, tells so as soon
	 * as it has started, and ends.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application implements ApplicationListener<ApplicationReadyEvent> {

		@Override
		public void onApplicationEvent(ApplicationReadyEvent event) {
			ConfigurableApplicationContext context = event.getApplicationContext();
			Stream.of(context.getBeanDefinitionNames())
				.map((name) -> context.getBean(name).getClass().getName())
				.filter((type) -> type.startsWith("com.foobar."))
				.forEach((type) -> System.out.println("bean: " + type));
			context.close();
		}

	}

}
