package com.foobar.command;

import java.util.function.Supplier;

import com.foobar.pair.PairState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Moves the role of the primary between two sound nodes. */
@Command(name = "switchover", header = "Make a replica the primary while both nodes are sound.",
		description = { "",
				"No acknowledged write is lost. Writes are refused while the role moves, which takes as long as",
				"NODE needs for its last transactions; where that fails the primary goes on.", "" })
final class SwitchoverCommand extends PairCommand {

	@Parameters(arity = "0..1", paramLabel = "NODE",
			description = "The replica; may be left out where there is one only.")
	private @Nullable String node;

	SwitchoverCommand(Supplier<Tools> tools) {
		super(tools);
	}

	@Override
	int call(Tools with) throws InterruptedException {
		with.pair().whileLocked(with.pair().look(), () -> switchOver(with));
		return DONE;
	}

	private void switchOver(Tools with) throws InterruptedException {
		PairState found = with.pair().look();
		SwitchoverPlan plan = SwitchoverPlan.of(found, this.node, with.maxBehind());
		plan.warnings().forEach(this::warn);
		long start = System.nanoTime();
		with.operator()
			.apply(this::say)
			.switchOver(with.pair().server(plan.from().name()), with.pair().server(plan.to().name()), found);
		String time = secondsSince(start);
		say("%s; writes were refused for %s".formatted(Outcome.of(with.pair().look(), plan.to().name()), time));
	}

}
