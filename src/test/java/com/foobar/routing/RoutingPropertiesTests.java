package com.foobar.routing;

import java.time.Duration;
import java.util.Objects;

import com.foobar.autoconfigure.RoutingAutoConfiguration;
import com.foobar.read.ReadContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.validation.FieldError;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a bad configuration is refused at start-up by name, value and bound. */
class RoutingPropertiesTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RoutingAutoConfiguration.class))
		.withPropertyValues("foobar.routing.nodes[0].name=db1",
				"foobar.routing.nodes[0].url=jdbc:mysql://db1/guestbook", "foobar.routing.writer.username=writer",
				"foobar.routing.writer.password=secret-w", "foobar.routing.reader.username=reader",
				"foobar.routing.reader.password=secret-r", "foobar.routing.migrator.username=migrator",
				"foobar.routing.migrator.password=secret-m", "foobar.routing.monitor.username=monitor",
				"foobar.routing.monitor.password=secret-o",
				"foobar.consistency.keys=consistency-key-of-the-unit-tests");

	@Test
	void goodConfigurationNeedsNoNodeToBeUp() {
		this.application.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(RoutingDataSource.class));
	}

	@Test
	void passwordsAreNotPrinted() {
		this.application.run((context) -> assertThat(context.getBean(RoutingProperties.class).toString())
			.contains("writer", "reader", "migrator", "monitor")
			.doesNotContain("secret"));
	}

	@Test
	void readsAreLedAsConfigured() {
		this.application
			.withPropertyValues("foobar.routing.nodes[1].name=db2",
					"foobar.routing.nodes[1].url=jdbc:mysql://db2/guestbook", "foobar.routing.reads=all",
					"foobar.routing.primary-share=0.25", "foobar.routing.when-exhausted=stale",
					"foobar.routing.catch-up=30ms", "foobar.routing.write-hold=7s",
					"foobar.routing.pool.acquire-timeout=3s", "foobar.routing.monitor.timeout=400ms",
					"foobar.routing.monitor.interval=40ms")
			.run((context) -> assertThat(context.getBean(RoutingProperties.class).readSettings())
				.isEqualTo(new ReadContext.Settings(true, 0.25, true, Duration.ofMillis(30), Duration.ofSeconds(7),
						Duration.ofSeconds(3), Duration.ofMillis(480))));
	}

	@Test
	void readsGoToReplicasAloneUnlessConfigured() {
		this.application
			.withPropertyValues("foobar.routing.nodes[1].name=db2",
					"foobar.routing.nodes[1].url=jdbc:mysql://db2/guestbook")
			.run((context) -> assertThat(context.getBean(RoutingProperties.class).readSettings())
				.isEqualTo(new ReadContext.Settings(false, 0.5, false, Duration.ofMillis(20), Duration.ofSeconds(5),
						Duration.ofSeconds(2), Duration.ofMillis(600))));
	}

	@Test
	void nodeThatIsAloneServesAllReads() {
		this.application.withPropertyValues("foobar.routing.primary-share=0").run((context) -> {
			ReadContext.Settings settings = context.getBean(RoutingProperties.class).readSettings();
			assertThat(settings.sharesPrimary()).isTrue();
			assertThat(settings.primaryShare()).isEqualTo(1);
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					nodes[0].name= | nodes[0].name | '' | must match "[A-Za-z0-9][A-Za-z0-9.-]{0,62}"
					nodes[0].name=a b | nodes[0].name | a b | must match "[A-Za-z0-9][A-Za-z0-9.-]{0,62}"
					nodes[0].url=jdbc:mysql://db1,db2/x | nodes[0].url | jdbc:mysql://db1,db2/x | must match "jdbc:mysql://[^/,]+(/.*)?"
					nodes[0].url=jdbc:other://db1 | nodes[0].url | jdbc:other://db1 | must match "jdbc:mysql://[^/,]+(/.*)?"
					writer.username= | writer.username | '' | must not be blank
					monitor.username= | monitor.username | '' | must not be blank
					monitor.interval=9ms | monitor.interval | PT0.009S | must be longer than or equal to 10 millis
					monitor.timeout=11s | monitor.timeout | PT11S | must be shorter than or equal to 10 seconds
					primary-share=1.5 | primaryShare | 1.5 | must be less than or equal to 1
					catch-up=0ms | catchUp | PT0S | must be longer than or equal to 1 milli
					write-hold=-1s | writeHold | PT-1S | must be longer than or equal to 0
					pool.size=0 | pool.size | 0 | must be greater than or equal to 1
					pool.size=1001 | pool.size | 1001 | must be less than or equal to 1000
					pool.acquire-timeout=0s | pool.acquireTimeout | PT0S | must be longer than or equal to 250 millis
					pool.connect-timeout=-1s | pool.connectTimeout | PT-1S | must be longer than or equal to 100 millis
					pool.socket-timeout=1h | pool.socketTimeout | PT1H | must be shorter than or equal to 10 minutes
					pool.max-lifetime=1s | pool.maxLifetime | PT1S | must be longer than or equal to 30 seconds
					""")
	void valueOutOfBoundsIsRefusedByNameValueAndBound(String setting, String name, String value, String bound) {
		this.application.withPropertyValues("foobar.routing." + setting).run((context) -> {
			FieldError error = (FieldError) cause(context.getStartupFailure(), BindValidationException.class)
				.getValidationErrors()
				.getAllErrors()
				.get(0);
			assertThat(error.getField()).isEqualTo(name);
			assertThat(error.getRejectedValue()).hasToString(value);
			assertThat(error.getDefaultMessage()).isEqualTo(bound);
		});
	}

	@Test
	void valueOfTheWrongTypeIsRefusedByName() {
		this.application.withPropertyValues("foobar.routing.pool.max-lifetime=soon")
			.run((context) -> assertThat(cause(context.getStartupFailure(), BindException.class))
				.hasMessageContaining("foobar.routing.pool.max-lifetime")
				.hasStackTraceContaining("'soon'"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			db1 | jdbc:mysql://db2/guestbook | name | db1
			db2 | jdbc:mysql://db1/guestbook | url | jdbc:mysql://db1/guestbook
			""")
	void valueOfTwoNodesIsRefusedByNameValueAndBothIndexes(String name, String url, String property, String value) {
		this.application
			.withPropertyValues("foobar.routing.nodes[1].name=db9",
					"foobar.routing.nodes[1].url=jdbc:mysql://db9/guestbook", "foobar.routing.nodes[2].name=" + name,
					"foobar.routing.nodes[2].url=" + url)
			.run((context) -> assertThat(cause(context.getStartupFailure(), IllegalArgumentException.class)).hasMessage(
					"Property 'foobar.routing.nodes[2].%s' is '%s', as that of nodes[0] is: each node has its own"
						.formatted(property, value)));
	}

	@ParameterizedTest
	@CsvSource({ "reads, replica", "read-isolation, serializable", "when-exhausted, fail" })
	void unknownChoiceIsRefusedByNameAndValue(String setting, String value) {
		this.application.withPropertyValues("foobar.routing.%s=%s".formatted(setting, value))
			.run((context) -> assertThat(cause(context.getStartupFailure(), BindException.class))
				.hasMessageContaining("foobar.routing." + setting)
				.hasStackTraceContaining("." + value));
	}

	@Test
	void keyForTokensIsNeeded() {
		this.application.withPropertyValues("foobar.consistency.keys=")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining("Property 'foobar.consistency.keys' has 0 values and must have 1 to 8"));
	}

	@Test
	void unknownConsistencyIsRefusedByNameAndValue() {
		this.application.withPropertyValues("foobar.consistency.mode=snapshot")
			.run((context) -> assertThat(cause(context.getStartupFailure(), BindException.class))
				.hasMessageContaining("foobar.consistency.mode")
				.hasStackTraceContaining(
						"Unknown consistency 'snapshot': expected eventual, bounded:<lag>, session or strong"));
	}

	@Test
	void gapAmongTheNodesIsRefusedByName() {
		this.application.withPropertyValues("foobar.routing.nodes[2].name=db3")
			.run((context) -> assertThat(
					cause(context.getStartupFailure(), UnboundConfigurationPropertiesException.class))
				.hasMessageContaining("foobar.routing.nodes[2].name"));
	}

	@Test
	void nodesAreNeeded() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RoutingAutoConfiguration.class))
			.run((context) -> assertThat(context).hasFailed().getFailure().hasStackTraceContaining("nodes"));
	}

	private static <T extends Throwable> T cause(@Nullable Throwable failure, Class<T> type) {
		Throwable cause = failure;
		while (cause != null && !type.isInstance(cause)) {
			cause = cause.getCause();
		}
		assertThat(cause).as(String.valueOf(failure)).isInstanceOf(type);
		return type.cast(Objects.requireNonNull(cause));
	}

}
