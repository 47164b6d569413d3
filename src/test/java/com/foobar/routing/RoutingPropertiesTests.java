package com.foobar.routing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a bad configuration is refused at start-up by name, value and bound. */
class RoutingPropertiesTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RoutingAutoConfiguration.class))
		.withPropertyValues("foobar.routing.nodes[0].name=db1",
				"foobar.routing.nodes[0].url=jdbc:mysql://db1/guestbook", "foobar.routing.writer.username=writer",
				"foobar.routing.writer.password=secret-w", "foobar.routing.reader.username=reader",
				"foobar.routing.reader.password=secret-r", "foobar.routing.migrator.username=migrator",
				"foobar.routing.migrator.password=secret-m");

	@Test
	void goodConfigurationNeedsNoNodeToBeUp() {
		this.application.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RoutingDataSource.class));
	}

	@Test
	void passwordsAreNotPrinted() {
		this.application.run((context) -> assertThat(context.getBean(RoutingProperties.class).toString())
			.contains("writer", "reader", "migrator")
			.doesNotContain("secret"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			foobar.routing.nodes[0].name= | nodes[0].name | must match
			foobar.routing.nodes[0].name=a b | nodes[0].name | must match
			foobar.routing.nodes[0].url=jdbc:postgresql://db1/guestbook | nodes[0].url | must match
			foobar.routing.nodes[2].name=db3 | nodes[2].name | unbound
			foobar.routing.writer.username= | writer.username | must not be blank
			foobar.routing.pool.size=0 | pool.size | greater than or equal to 1
			foobar.routing.pool.size=1001 | pool.size | less than or equal to 1000
			foobar.routing.pool.acquire-timeout=0s | pool.acquireTimeout | 250
			foobar.routing.pool.connect-timeout=-1s | pool.connectTimeout | 100
			foobar.routing.pool.socket-timeout=1h | pool.socketTimeout | 10
			foobar.routing.pool.max-lifetime=soon | pool.max-lifetime | soon
			""")
	void badValueIsRefusedByName(String property, String name, String bound) {
		this.application.withPropertyValues(property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining(name)
				.hasStackTraceContaining(bound));
	}

	@Test
	void nodesAreNeeded() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RoutingAutoConfiguration.class))
			.run((context) -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining("nodes"));
	}

}
