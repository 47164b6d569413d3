package com.foobar.command;

import java.time.Duration;
import java.util.function.Supplier;

import com.foobar.command.FailoverPlan.Way;
import com.foobar.pair.Operator;
import com.foobar.pair.PairState;
import com.foobar.pair.Policy.Durability;
import com.foobar.pair.Seen;
import com.foobar.pair.Step.Open;
import com.foobar.position.Position;
import com.foobar.server.Channel;
import com.foobar.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a node the primary without the help of the one before. */
@Command(name = "failover", header = "Make a node the primary when the one before is gone.", description = { "",
		"Refuses while a primary takes writes (that is a switchover), and wherever it cannot be known that NODE is",
		"the best node there is: another one is silent or has more, NODE does not follow the lost primary, or",
		"cannot apply what it has received. A promotion that was cut off is finished.", "" })
final class FailoverCommand extends PairCommand {

	/** How long statements under way may take when a node is fenced. */
	private static final Duration STATEMENTS = Duration.ofSeconds(5);

	@Parameters(arity = "0..1", paramLabel = "NODE",
			description = "The node; may be left out where it can be one only.")
	private @Nullable String node;

	@Option(names = "--force",
			description = { "Decide what cannot be known. A primary that takes writes is fenced first.",
					"What only other nodes have is lost to the site, and saved to a file when they rejoin." })
	private boolean force;

	FailoverCommand(Supplier<Tools> tools) {
		super(tools);
	}

	@Override
	int call(Tools with) throws InterruptedException {
		with.pair().whileLocked(with.pair().look(), () -> failOver(with));
		return DONE;
	}

	private void failOver(Tools with) throws InterruptedException {
		long start = System.nanoTime();
		FailoverPlan plan = FailoverPlan.of(with.pair().look(), this.node, this.force);
		plan.warnings().forEach(this::warn);
		fence(plan, with);
		promote(plan, with, with.pair().look());
		String time = secondsSince(start);
		say("%s, after %s".formatted(Outcome.of(with.pair().look(), plan.node().name()), time));
	}

	private void fence(FailoverPlan plan, Tools with) throws InterruptedException {
		for (Seen old : plan.fence()) {
			say("%s: refuse writes and users".formatted(old.name()));
			with.pair().server(old.name()).fence(STATEMENTS);
		}
		Channel channel = plan.node().said().channel();
		if (plan.fence().isEmpty() || channel == null || !channel.isRunning()) {
			return;
		}
		Server server = with.pair().server(plan.node().name());
		Position awaited = plan.awaited(with.pair().look());
		say("%s: catch up".formatted(server));
		if (!server.awaitExecuted(awaited, with.drainTimeout())) {
			warn("%s has not caught up within %s, and goes on without the rest".formatted(server, with.drainTimeout()));
		}
	}

	private void promote(FailoverPlan plan, Tools with, PairState found) {
		Operator operator = with.operator().apply(this::say);
		Seen target = plan.node();
		if (plan.way() == Way.OPEN) {
			boolean semiSync = with.policy().durability() == Durability.STRICT
					|| found.others(target).anyMatch(Seen::answers);
			say("%s: open for writes".formatted(target.name()));
			operator.perform(new Open(target.name(), semiSync), found);
		}
		else if (plan.way() == Way.AS_IT_IS) {
			operator.force(with.pair().server(target.name()), found);
		}
		else {
			operator.promote(with.pair().server(target.name()), found, plan.reason());
		}
	}

}
