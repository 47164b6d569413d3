package com.foobar.routing;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.consistency.ConsistencyScopes;
import com.foobar.consistency.ConsistencySettings;
import com.foobar.history.SessionScope;
import com.foobar.token.TokenCodec;
import org.jspecify.annotations.Nullable;

/**
 * Sessions that carry their token from one call to the next as the text that a browser
 * would. Safe for use by many threads, one at a time for each session.
 */
final class Visitors implements SessionScope {

	private final Map<Integer, String> tokens = new ConcurrentHashMap<>();

	private final ConsistencyScopes scopes;

	private final TokenCodec codec;

	Visitors(ConsistencySettings settings) {
		this.scopes = new ConsistencyScopes(settings);
		this.codec = new TokenCodec(settings.tokens(), Clock.systemUTC());
	}

	@Override
	public <T> T call(int session, Callable<T> action) throws Exception {
		@Nullable String token = this.tokens.get(session);
		try (ConsistencyScope scope = this.scopes.open(this.codec.decode(token).token())) {
			try {
				return action.call();
			}
			finally {
				scope.reply().map(this.codec::encode).ifPresent((text) -> this.tokens.put(session, text));
			}
		}
	}

}
