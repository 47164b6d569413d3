package com.foobar.probe;

import java.util.stream.Stream;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link MonitorSettings}. */
class MonitorSettingsTests {

	@Test
	void defaultsNeedOnlyAUser() {
		MonitorSettings settings = bind("username=monitor", "password=secret");
		assertThat(violations(settings)).isEmpty();
		assertThat(settings.interval()).hasMillis(50);
		assertThat(settings.timeout()).hasMillis(500);
		assertThat(settings.replicationInterval()).hasSeconds(1);
		assertThat(settings.patience(true)).hasMillis(560);
		assertThat(settings.patience(false)).hasMillis(1060);
	}

	@Test
	void passwordIsNotPrinted() {
		assertThat(bind("username=monitor", "password=secret").toString()).contains("monitor").doesNotContain("secret");
	}

	@ParameterizedTest
	@CsvSource({ "interval=9ms, interval, 10", "interval=11s, interval, 10", "timeout=0s, timeout, 100",
			"timeout=10001ms, timeout, 10", "replication-interval=-1s, replicationInterval, 100",
			"replication-interval=61s, replicationInterval, 60", "username=, username, blank" })
	void badValueIsRefusedByNameAndBound(String setting, String name, String bound) {
		assertThat(violations(bind("username=monitor", "password=secret", setting))).hasSize(1)
			.allSatisfy((violation) -> assertThat(violation).startsWith(name + " ").contains(bound));
	}

	private static MonitorSettings bind(String... settings) {
		MockEnvironment environment = new MockEnvironment();
		for (String setting : settings) {
			int separator = setting.indexOf('=');
			environment.setProperty("m." + setting.substring(0, separator), setting.substring(separator + 1));
		}
		return Binder.get(environment).bind("m", MonitorSettings.class).get();
	}

	private static Stream<String> violations(MonitorSettings settings) {
		try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
			return factory.getValidator()
				.validate(settings)
				.stream()
				.map((violation) -> violation.getPropertyPath() + " " + violation.getMessage());
		}
	}

}
