package com.foobar.consistency;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Settings for tests. */
final class TestSettings {

	static final Instant NOW = Instant.parse("2026-07-01T12:00:00.75Z");

	static final String KEY = "the key of every instance of this site";

	private TestSettings() {
	}

	static ConsistencySettings settings() {
		return settings("main", List.of(KEY), 1024, false);
	}

	static ConsistencySettings settings(String cluster, List<String> keys, int maxTokenLength, boolean trackReaders) {
		return new ConsistencySettings(Consistency.SESSION, Duration.ofSeconds(10), keys, cluster,
				Duration.ofMinutes(5), Duration.ofMinutes(2), Duration.ofSeconds(5), maxTokenLength, trackReaders);
	}

}
