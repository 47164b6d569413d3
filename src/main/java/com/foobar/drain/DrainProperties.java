package com.foobar.drain;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long an instance that was told to stop goes on for the proxies in front of it.
 *
 * @param notice how long it answers everything, each time on a connection that is closed
 * afterwards, 0 to 10 s; longer than a proxy keeps a connection without a request, and
 * than it leaves an instance out that has failed
 * @param handover how long after that it has somebody else answer what may be asked
 * twice, 0 to 10 s; shorter than a proxy leaves an instance out
 */
@Validated
@ConfigurationProperties("foobar.drain")
record DrainProperties(@DefaultValue("0s") @DurationMin @DurationMax(seconds = 10) Duration notice,
		@DefaultValue("0s") @DurationMin @DurationMax(seconds = 10) Duration handover) {

}
