package com.foobar.metrics;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;

import com.foobar.token.TokenListener;
import com.foobar.token.TokenReading.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what became of the consistency tokens that arrived. Safe for use by many
 * threads: all counters are registered at the start, and counting allocates nothing.
 */
final class TokenMeters implements TokenListener {

	private final Map<Verdict, Counter> verdicts = new EnumMap<>(Verdict.class);

	TokenMeters(MeterRegistry registry) {
		for (Verdict verdict : EnumSet.complementOf(EnumSet.of(Verdict.ABSENT))) {
			this.verdicts.put(verdict,
					Counter.builder("foobar.consistency.tokens")
						.description("Consistency tokens that arrived, by whether they were taken and if not, why")
						.tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
						.register(registry));
		}
	}

	@Override
	public void arrived(Verdict verdict) {
		Counter counter = this.verdicts.get(verdict);
		if (counter != null) {
			counter.increment();
		}
	}

}
