package com.foobar.controller;

import com.foobar.pair.PairState;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the pair takes writes, with what is to be done about it: whoever watches the
 * controller sees there what it waits for an operator to decide. Costs no statement.
 */
final class PairHealth extends AbstractHealthIndicator {

	private final Watch watch;

	PairHealth(Watch watch) {
		super("The pair has not been looked at");
		this.watch = watch;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Watch.Look look = this.watch.last();
		if (look == null) {
			builder.unknown();
			return;
		}
		PairState pair = look.pair();
		builder.status(pair.primary().isPresent() ? "UP" : "DOWN")
			.withDetail("safe", pair.isSafe())
			.withDetail("step", look.step().toString());
		pair.nodes()
			.forEach((node) -> builder.withDetail(node.name(),
					node.answers() ? (node.isWritable() ? "primary" : "read-only") : node.failure()));
	}

}
