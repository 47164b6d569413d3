package com.foobar.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Codecs for tests. */
final class TestCodecs {

	static final Instant NOW = Instant.parse("2026-07-01T12:00:00.75Z");

	static final String KEY = "the key of every instance of this site";

	private TestCodecs() {
	}

	static TokenCodec codec() {
		return codecAt(NOW);
	}

	static TokenCodec codecAt(Instant now) {
		return codec(settings("main", List.of(KEY), Duration.ofMinutes(5), 1024), now);
	}

	static TokenCodec codec(String cluster, String... keys) {
		return codec(settings(cluster, List.of(keys), Duration.ofMinutes(5), 1024), NOW);
	}

	static TokenCodec codecOfLength(int maxTokenLength) {
		return codec(settings("main", List.of(KEY), Duration.ofMinutes(5), maxTokenLength), NOW);
	}

	static TokenCodec codecOfLife(Duration ttl, Instant now) {
		return codec(settings("main", List.of(KEY), ttl, 1024), now);
	}

	private static TokenSettings settings(String cluster, List<String> keys, Duration ttl, int maxTokenLength) {
		return new TokenSettings(keys, cluster, ttl, Duration.ofMinutes(2), Duration.ofSeconds(5), maxTokenLength);
	}

	private static TokenCodec codec(TokenSettings settings, Instant now) {
		return new TokenCodec(settings, Clock.fixed(now, ZoneOffset.UTC));
	}

}
