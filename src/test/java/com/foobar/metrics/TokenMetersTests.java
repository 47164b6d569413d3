package com.foobar.metrics;

import java.util.Locale;

import com.foobar.token.TokenReading.Verdict;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import static org.assertj.core.api.Assertions.assertThat;

class TokenMetersTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final TokenMeters meters = new TokenMeters(this.registry);

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "ABSENT")
	void tokenCountsByItsVerdict(Verdict verdict) {
		this.meters.arrived(verdict);
		assertThat(this.registry.get("foobar.consistency.tokens").counters()).hasSize(Verdict.values().length - 1)
			.allSatisfy((counter) -> assertThat(counter.count())
				.isEqualTo(verdict.name().toLowerCase(Locale.ROOT).equals(counter.getId().getTag("verdict")) ? 1 : 0));
	}

	@Test
	void tokenThatIsAbsentHasNotArrived() {
		this.meters.arrived(Verdict.ABSENT);
		assertThat(this.registry.get("foobar.consistency.tokens").counters())
			.allMatch((counter) -> counter.count() == 0);
	}

}
