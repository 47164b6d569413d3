package com.foobar.autoconfigure;

import java.util.List;

import com.foobar.health.DatabaseHealthAutoConfiguration;
import com.foobar.metrics.MetricsAutoConfiguration;
import com.foobar.migration.MigrationAutoConfiguration;
import com.foobar.routing.RoutingDataSource;
import com.foobar.web.RoutingWebAutoConfiguration;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that an application can do without parts of routing, or all of it. */
class ExclusionTests {

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("spring.flyway.enabled=false");

	@ParameterizedTest
	@ValueSource(classes = { RoutingWebAutoConfiguration.class, DatabaseHealthAutoConfiguration.class,
			MigrationAutoConfiguration.class, MetricsAutoConfiguration.class })
	void partThatIsExcludedIsNotThereAndNotMissed(Class<?> part) {
		this.application
			.withPropertyValues("spring.autoconfigure.exclude=" + part.getName(), "foobar.routing.nodes[0].name=db1",
					"foobar.routing.nodes[0].url=jdbc:mysql://127.0.0.1:1/none",
					"foobar.routing.writer.username=writer", "foobar.routing.writer.password=none",
					"foobar.routing.reader.username=reader", "foobar.routing.reader.password=none",
					"foobar.routing.migrator.username=migrator", "foobar.routing.migrator.password=none",
					"foobar.routing.monitor.username=monitor", "foobar.routing.monitor.password=none",
					"foobar.consistency.keys=consistency-key-of-the-unit-tests")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(RoutingDataSource.class)
				.doesNotHaveBean(part));
	}

	@Test
	void applicationWithoutAnyHasTheDataSourceOfBoot() {
		this.application
			.withPropertyValues("spring.datasource.url=jdbc:mysql://127.0.0.1:1/none",
					"spring.autoconfigure.exclude=" + String.join(",", List.of(RoutingAutoConfiguration.class.getName(),
							ConsistencyAutoConfiguration.class.getName(), RoutingWebAutoConfiguration.class.getName(),
							DatabaseHealthAutoConfiguration.class.getName(), MigrationAutoConfiguration.class.getName(),
							MetricsAutoConfiguration.class.getName())))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(HikariDataSource.class));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
