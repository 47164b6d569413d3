package com.foobar.probe;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * As whom and how often the nodes are asked, and how long that may take.
 *
 * @param username the user that asks; on MySQL it needs "REPLICATION CLIENT", on MariaDB
 * "SLAVE MONITOR", and no other right
 * @param password the user's password, may be empty; never printed
 * @param interval pause between two polls of a node, of its role, identity and position,
 * spread by a fifth; 10 ms to 10 s
 * @param timeout how long a node may take to accept a connection, and how long to answer,
 * before it counts as down; 100 ms to 10 s
 * @param replicationInterval how often a replica that follows is asked for its threads
 * and its lag; one that does not is asked with every poll; 100 ms to 60 s
 */
public record MonitorSettings(@NotBlank String username, @NotNull String password,
		@DefaultValue("50ms") @DurationMin(millis = 10) @DurationMax(seconds = 10) Duration interval,
		@DefaultValue("500ms") @DurationMin(millis = 100) @DurationMax(seconds = 10) Duration timeout,
		@DefaultValue("1s") @DurationMin(millis = 100) @DurationMax(seconds = 60) Duration replicationInterval) {

	/**
	 * How old the last result of a poll may get: the longest pause, and the time to
	 * answer, and before that to connect where there is no connection yet.
	 * @param established whether there is one
	 * @return that age
	 */
	public Duration patience(boolean established) {
		return this.interval.multipliedBy(6).dividedBy(5).plus(this.timeout.multipliedBy(established ? 1 : 2));
	}

	@Override
	public String toString() {
		return "%s every %s within %s".formatted(this.username, this.interval, this.timeout);
	}

}
