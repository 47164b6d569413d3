package com.foobar.consistency;

import java.time.Duration;
import java.util.List;

import com.foobar.token.TokenSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How fresh reads must be, and the tokens that carry what visitors have written and seen.
 * Every instance needs the same.
 * <p>
 * A replica that is further behind than {@code maxLag} serves no reads. So when that time
 * has passed, and what clocks may differ, nobody needs a token or a pin any more:
 * {@code maxLag} plus {@code clockSkew} is at most {@code pin}, and that at most
 * {@code ttl}. A replica that is cut off may take its lag for zero until it notices,
 * which is after {@code replica_net_timeout}, 60 s by default: stay above that too.
 *
 * @param mode how to read where nothing else is said: "eventual", "bounded:2s", "session"
 * (the default) or "strong"
 * @param maxLag how far behind a replica may be and still serve reads, 1 s to 1 h, by
 * default 10 s
 * @param keys the secrets that sign tokens, 1 to 8 of 32 to 1024 characters each: the
 * first signs, all verify; no default, since every instance needs the same
 * @param cluster the name of the database cluster, 1 to 63 letters, digits, dots and
 * dashes, by default "main": positions of another mean nothing here
 * @param ttl how long a token is good for, 2 s to 1 h, by default 5 min
 * @param pin how long a visitor reads from the primary alone, 2 s to 1 h, by default 2
 * min: after a lost COMMIT answer, and when a position is too long for a token; and for
 * how long at least a token names the node that the visitor has read from
 * @param clockSkew how far the clocks of two instances may differ, up to 1 min, by
 * default 5 s
 * @param maxTokenLength the longest token in characters, 64 to 4000, by default 1024
 * @param trackReaders whether visitors who have not written get a token too, so that none
 * of their reads is older than the one before on another instance; by default not, since
 * it makes answers personal and keeps them out of shared caches
 */
@ConfigurationProperties("foobar.consistency")
@Validated
public record ConsistencySettings(@DefaultValue("session") Consistency mode,
		@DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration maxLag,
		@DefaultValue List<String> keys,
		@DefaultValue("main") @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9.-]{0,62}") String cluster,
		@DefaultValue("5m") @DurationMin(seconds = 2) @DurationMax(hours = 1) Duration ttl,
		@DefaultValue("2m") @DurationMin(seconds = 2) @DurationMax(hours = 1) Duration pin,
		@DefaultValue("5s") @DurationMin @DurationMax(minutes = 1) Duration clockSkew,
		@DefaultValue("1024") @Min(64) @Max(4000) int maxTokenLength, @DefaultValue("false") boolean trackReaders) {

	private static final int MAX_KEYS = 8;

	private static final int MIN_KEY_LENGTH = 32;

	private static final int MAX_KEY_LENGTH = 1024;

	/**
	 * Settings of these values.
	 * @throws IllegalArgumentException if the keys are not as they must be, without
	 * telling them, or the durations do not ascend as they must
	 */
	public ConsistencySettings {
		keys = List.copyOf(keys);
		requireKeys(keys);
		requireAscending(maxLag, clockSkew, pin, ttl);
	}

	private static void requireKeys(List<String> keys) {
		require(!keys.isEmpty() && keys.size() <= MAX_KEYS,
				"Property 'foobar.consistency.keys' has %d values and must have 1 to %d", keys.size(), MAX_KEYS);
		for (int i = 0; i < keys.size(); i++) {
			int length = keys.get(i).length();
			require(length >= MIN_KEY_LENGTH && length <= MAX_KEY_LENGTH,
					"Property 'foobar.consistency.keys[%d]' has %d characters and must have %d to %d", i, length,
					MIN_KEY_LENGTH, MAX_KEY_LENGTH);
		}
	}

	private static void requireAscending(Duration maxLag, Duration clockSkew, Duration pin, Duration ttl) {
		require(pin.compareTo(maxLag.plus(clockSkew)) >= 0,
				"Property 'foobar.consistency.pin' is %s and must be at least max-lag plus clock-skew, %s", pin,
				maxLag.plus(clockSkew));
		require(ttl.compareTo(pin) >= 0, "Property 'foobar.consistency.ttl' is %s and must be at least pin, %s", ttl,
				pin);
	}

	private static void require(boolean condition, String message, Object... values) {
		if (!condition) {
			throw new IllegalArgumentException(message.formatted(values));
		}
	}

	/**
	 * What of it concerns the tokens alone.
	 * @return the settings of a {@link com.foobar.token.TokenCodec}
	 */
	public TokenSettings tokens() {
		return new TokenSettings(this.keys, this.cluster, this.ttl, this.pin, this.clockSkew, this.maxTokenLength);
	}

	/** The settings without their keys. */
	@Override
	public String toString() {
		return "ConsistencySettings[mode=%s, maxLag=%s, cluster=%s, ttl=%s, pin=%s, clockSkew=%s, maxTokenLength=%d, trackReaders=%s]"
			.formatted(this.mode, this.maxLag, this.cluster, this.ttl, this.pin, this.clockSkew, this.maxTokenLength,
					this.trackReaders);
	}

}
