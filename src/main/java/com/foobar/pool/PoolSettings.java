package com.foobar.pool;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How large the pools are and how long their connections may take.
 *
 * @param size connections per node and purpose, 1 to 1000
 * @param fallbackSize connections to the primary for reads that no replica can serve, 1
 * to 1000: all that such reads can take of it
 * @param acquireTimeout how long a transaction waits for a connection before it fails,
 * 250 ms to 60 s
 * @param connectTimeout how long opening a connection may take, 100 ms to 60 s
 * @param socketTimeout how long a single statement may stay without an answer before its
 * node counts as frozen, 100 ms to 10 min
 * @param maxLifetime how long a connection is used before it is replaced, 30 s to 24 h
 */
public record PoolSettings(@DefaultValue("10") @Min(1) @Max(1000) int size,
		@DefaultValue("5") @Min(1) @Max(1000) int fallbackSize,
		@DefaultValue("2s") @DurationMin(millis = 250) @DurationMax(seconds = 60) Duration acquireTimeout,
		@DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(seconds = 60) Duration connectTimeout,
		@DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration socketTimeout,
		@DefaultValue("30m") @DurationMin(seconds = 30) @DurationMax(hours = 24) Duration maxLifetime) {

	int size(PoolPurpose purpose) {
		return (purpose == PoolPurpose.FALLBACK_READ) ? this.fallbackSize : this.size;
	}

}
