package com.foobar.command;

import java.time.Duration;
import java.util.function.Supplier;

import com.foobar.pair.Assessment;
import com.foobar.pair.OperationFailedException;
import com.foobar.pair.PairState;
import com.foobar.pair.Seen;
import com.foobar.pair.Step;
import com.foobar.pair.Step.Copy;
import com.foobar.pair.Step.Stuck;
import com.foobar.server.Channel;
import com.foobar.server.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a node follow the primary, whatever that needs. */
@Command(name = "rejoin", header = "Let a node follow the primary again.",
		description = { "",
				"Where its history goes on in the primary's, it just follows. Otherwise, and where its replication is",
				"broken, what it alone has is saved to a file, and it is copied anew from the primary.", "" })
final class RejoinCommand extends PairCommand {

	/** How long a server that was copied may take until it answers again. */
	private static final Duration RESTART = Duration.ofMinutes(2);

	private static final Duration PAUSE = Duration.ofMillis(250);

	@Parameters(paramLabel = "NODE", description = "The node.")
	private String node = "";

	RejoinCommand(Supplier<Tools> tools) {
		super(tools);
	}

	@Override
	int call(Tools with) throws InterruptedException {
		PairState found = with.pair().look();
		Step first = step(found, with);
		if (first == Step.NONE && isFollowing(found)) {
			say("%s follows %s already".formatted(this.node, Nodes.primary(found).name()));
			return DONE;
		}
		with.pair().whileLocked(found, () -> rejoin(with));
		return DONE;
	}

	private void rejoin(Tools with) throws InterruptedException {
		long start = System.nanoTime();
		PairState found = with.pair().look();
		boolean copied = false;
		Step last = Step.NONE;
		for (Step step = step(found, with); step != Step.NONE; step = step(found, with)) {
			if (step instanceof Stuck || copied && step instanceof Copy) {
				throw new OperationFailedException(step.toString());
			}
			if (step.equals(last)) {
				break;
			}
			last = step;
			say("To do: " + step);
			with.operator().apply(this::say).perform(step, found);
			copied |= step instanceof Copy;
			found = (step instanceof Copy) ? awaitRestart(with) : with.pair().look();
		}
		follow(with, Nodes.primary(found).name(), start);
	}

	private Step step(PairState pair, Tools with) {
		Seen primary = Nodes.primary(pair);
		Seen found = Nodes.answering(pair, this.node);
		if (found.name().equals(primary.name())) {
			throw new OperationFailedException(
					"%s is the primary: there is nobody it could follow".formatted(this.node));
		}
		return Assessment.rejoin(found, primary, with.policy());
	}

	private PairState awaitRestart(Tools with) throws InterruptedException {
		say("%s: start again".formatted(this.node));
		long start = System.nanoTime();
		do {
			Thread.sleep(PAUSE.toMillis());
			PairState found = with.pair().look();
			if (found.node(this.node).filter(Seen::answers).isPresent()) {
				return found;
			}
		}
		while (System.nanoTime() - start < RESTART.toNanos());
		throw new OperationFailedException(
				"%s has been copied, but does not answer within %s: start it, and the service lets it follow"
					.formatted(this.node, RESTART));
	}

	private void follow(Tools with, String primary, long start) throws InterruptedException {
		Server server = with.pair().server(this.node);
		long since = System.nanoTime();
		PairState found = with.pair().look();
		while (!isFollowing(found)) {
			Channel channel = channel(found);
			if (System.nanoTime() - since > with.drainTimeout().toNanos() || channel != null && hasFailed(channel)) {
				throw new OperationFailedException("%s is attached to %s, but does not follow: %s".formatted(this.node,
						primary, (channel != null) ? reason(channel) : "no answer"));
			}
			Thread.sleep(PAUSE.toMillis());
			found = with.pair().look();
		}
		boolean level = server.awaitExecuted(Nodes.primary(found).said().executed(), with.drainTimeout());
		say("%s follows %s%s, after %s".formatted(this.node, primary, level ? "" : " and catches up",
				secondsSince(start)));
	}

	private static boolean hasFailed(Channel channel) {
		return channel.isBroken() || channel.isRefused();
	}

	private static String reason(Channel channel) {
		return channel.error().isEmpty() ? channel.threads() : channel.error();
	}

	private boolean isFollowing(PairState pair) {
		Channel channel = channel(pair);
		return channel != null && channel.isRunning();
	}

	private @Nullable Channel channel(PairState pair) {
		return pair.node(this.node).filter(Seen::answers).map((found) -> found.said().channel()).orElse(null);
	}

}
