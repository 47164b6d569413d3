package com.foobar.controller;

import java.util.List;
import java.util.function.ToDoubleFunction;

import com.foobar.pair.PairState;
import com.foobar.pair.Step.Stuck;
import com.foobar.server.Epoch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Shows the pair as it was when the controller looked at it last. What is not known is no
 * number. Immutable.
 */
final class PairMeters implements MeterBinder {

	private final Watch watch;

	private final List<String> nodes;

	PairMeters(Watch watch, List<String> nodes) {
		this.watch = watch;
		this.nodes = nodes;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		gauge(registry, "foobar.pair.safe", "Whether nothing that is acknowledged now can be lost with one node",
				(pair) -> number(pair.isSafe()));
		gauge(registry, "foobar.pair.semisync", "Whether the primary acknowledges only what a replica has",
				(pair) -> pair.primary()
					.map((primary) -> number(primary.said().semiSync().isInForce()))
					.orElse(Double.NaN));
		gauge(registry, "foobar.pair.epoch", "The number of the last promotion",
				(pair) -> pair.newestEpoch().map(Epoch::number).map(Long::doubleValue).orElse(Double.NaN));
		Gauge.builder("foobar.pair.stuck", this.watch, PairMeters::stuck)
			.description("Whether an operator has to decide something")
			.register(registry);
		this.nodes.forEach((node) -> bind(registry, node));
	}

	private void bind(MeterRegistry registry, String node) {
		ToDoubleFunction<PairState> writable = (
				pair) -> pair.node(node).map((seen) -> number(seen.isWritable())).orElse(Double.NaN);
		Gauge.builder("foobar.pair.writable", this.watch, (watched) -> value(watched, writable))
			.description("Whether the node takes writes: the sum over the nodes is to be 1")
			.tag("node", node)
			.register(registry);
	}

	private static double stuck(Watch watch) {
		Watch.Look look = watch.last();
		return (look != null) ? number(look.step() instanceof Stuck) : Double.NaN;
	}

	private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<PairState> value) {
		Gauge.builder(name, this.watch, (watched) -> value(watched, value)).description(description).register(registry);
	}

	private static double value(Watch watch, ToDoubleFunction<PairState> value) {
		Watch.Look look = watch.last();
		return (look != null) ? value.applyAsDouble(look.pair()) : Double.NaN;
	}

	private static double number(boolean is) {
		return is ? 1 : 0;
	}

}
