package com.foobar.consistency;

import java.time.Duration;
import java.util.List;

import com.foobar.token.TokenSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a bad configuration is refused at start-up by name, value and bound. */
class ConsistencySettingsTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withUserConfiguration(Application.class)
		.withPropertyValues("foobar.consistency.keys[0]=" + TestSettings.KEY);

	@Test
	void everythingButTheKeysHasADefault() {
		this.application.run(
				(context) -> assertThat(context.getBean(ConsistencySettings.class)).isEqualTo(TestSettings.settings()));
	}

	@Test
	void everythingCanBeSet() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withPropertyValues("foobar.consistency.mode=bounded:2s", "foobar.consistency.max-lag=3s",
					"foobar.consistency.keys=new-" + TestSettings.KEY + ",old-" + TestSettings.KEY,
					"foobar.consistency.cluster=eu-1", "foobar.consistency.ttl=5s", "foobar.consistency.pin=4s",
					"foobar.consistency.clock-skew=1s", "foobar.consistency.max-token-length=64",
					"foobar.consistency.track-readers=true")
			.run((context) -> assertThat(context.getBean(ConsistencySettings.class))
				.isEqualTo(new ConsistencySettings(Consistency.bounded(Duration.ofSeconds(2)), Duration.ofSeconds(3),
						List.of("new-" + TestSettings.KEY, "old-" + TestSettings.KEY), "eu-1", Duration.ofSeconds(5),
						Duration.ofSeconds(4), Duration.ofSeconds(1), 64, true)));
	}

	@Test
	void tokensAreWrittenAndReadAsConfigured() {
		ConsistencySettings settings = new ConsistencySettings(Consistency.SESSION, Duration.ofSeconds(3),
				List.of(TestSettings.KEY), "eu-1", Duration.ofSeconds(6), Duration.ofSeconds(5), Duration.ofSeconds(2),
				64, false);
		assertThat(settings.tokens()).isEqualTo(new TokenSettings(List.of(TestSettings.KEY), "eu-1",
				Duration.ofSeconds(6), Duration.ofSeconds(5), Duration.ofSeconds(2), 64));
	}

	@Test
	void keysAreNotPrinted() {
		assertThat(TestSettings.settings().toString()).contains("session", "PT10S").doesNotContain(TestSettings.KEY);
		assertThat(TestSettings.settings().tokens().toString()).contains("main", "PT5M")
			.doesNotContain(TestSettings.KEY);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			mode=sesion | consistency.mode | 'sesion': expected eventual, bounded:<lag>, session or strong
			mode=bounded:10ms | consistency.mode | from 1s to 1h, not PT0.01S
			mode= | consistency.mode | Unknown consistency
			max-lag=0s | maxLag | 1 second
			max-lag=-1s | maxLag | 1 second
			max-lag=2h | consistency.pin | PT2M and must be at least max-lag plus clock-skew, PT2H5S
			max-lag=soon | max-lag | soon
			cluster= | cluster | must match
			cluster=a b | cluster | must match
			ttl=1m | consistency.ttl | PT1M and must be at least pin, PT2M
			ttl=2h | ttl | 1 hour
			pin=14s | consistency.pin | PT14S and must be at least max-lag plus clock-skew, PT15S
			clock-skew=-1s | clockSkew | 0
			clock-skew=61s | clockSkew | 1 minute
			max-token-length=63 | maxTokenLength | greater than or equal to 64
			max-token-length=4001 | maxTokenLength | less than or equal to 4000
			track-readers=maybe | track-readers | maybe
			keys[0]=too-short | consistency.keys[0] | 9 characters and must have 32 to 1024
			""")
	void badValueIsRefusedByName(String property, String name, String bound) {
		this.application.withPropertyValues("foobar.consistency." + property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining(name)
				.hasStackTraceContaining(bound));
	}

	@Test
	void keyThatIsRefusedIsNotPrinted() {
		this.application.withPropertyValues("foobar.consistency.keys[0]=too-short")
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.satisfies(
						(failure) -> assertThat(failure.toString() + failure.getCause()).doesNotContain("too-short")));
	}

	@Test
	void keysAreNeeded() {
		new ApplicationContextRunner().withUserConfiguration(Application.class)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.hasStackTraceContaining("'foobar.consistency.keys' has 0 values and must have 1 to 8"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(ConsistencySettings.class)
	static class Application {

	}

}
