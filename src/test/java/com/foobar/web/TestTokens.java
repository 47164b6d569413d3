package com.foobar.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import com.foobar.consistency.Consistency;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.consistency.ConsistencyScopes;
import com.foobar.consistency.ConsistencySettings;
import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import com.foobar.token.TokenCodec;
import com.foobar.token.TokenListener;

/** Tokens, and what opens scopes with them, for tests without an application. */
final class TestTokens {

	static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	static final String OTHER_UUID = "ffffffff-71ca-11e1-9e33-c80aa9429562";

	private static final ConsistencySettings SETTINGS = new ConsistencySettings(Consistency.SESSION,
			Duration.ofSeconds(10), List.of("the key of every instance of this site"), "main", Duration.ofMinutes(5),
			Duration.ofMinutes(2), Duration.ofSeconds(5), 1024, false);

	static final TokenCodec CODEC = new TokenCodec(SETTINGS.tokens(),
			Clock.fixed(Instant.parse("2026-07-01T12:00:00Z"), ZoneOffset.UTC));

	static final ConsistencyScopes SCOPES = new ConsistencyScopes(SETTINGS);

	private TestTokens() {
	}

	static TokenTransport transport(boolean cookies, TokenListener... listeners) {
		return new TokenTransport(CODEC, List.of(listeners), SETTINGS.ttl(), cookies);
	}

	static ConsistencyScope open(String position) {
		return SCOPES.open(ConsistencyToken.of(Position.parse(position)));
	}

	static String text(String position) {
		return CODEC.encode(ConsistencyToken.of(Position.parse(position)));
	}

	/** The position of a token's text, empty if it is none. */
	static String position(String text) {
		return CODEC.decode(text).token().position().toString();
	}

}
