package com.foobar.command;

import java.util.ArrayList;
import java.util.List;

import com.foobar.pair.OperationFailedException;
import com.foobar.pair.PairState;
import com.foobar.pair.Seen;
import com.foobar.position.Position;
import com.foobar.server.Channel;
import com.foobar.server.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a switchover moves the role between. Immutable.
 *
 * @param from the primary
 * @param to the replica that is to be it
 * @param warnings what an operator should know
 */
record SwitchoverPlan(Seen from, Seen to, List<String> warnings) {

	/**
	 * Makes a plan of what was found.
	 * @param name the replica; {@code null} for the only one there is
	 * @param maxBehind how many transactions it may be behind
	 * @throws OperationFailedException if the role cannot be moved
	 */
	static SwitchoverPlan of(PairState pair, @Nullable String name, long maxBehind) {
		Seen primary = Nodes.primary(pair);
		Seen target = Nodes.answering(pair, (name != null) ? name : Nodes.onlyOther(pair, primary, "switchover"));
		if (target.name().equals(primary.name())) {
			throw new OperationFailedException("%s is the primary already".formatted(target.name()));
		}
		refuseUnlessFollowing(target, primary);
		refuseIfDifferent(target, primary);
		long behind = primary.said().executed().leadOver(target.said().executed());
		if (behind > maxBehind) {
			throw new OperationFailedException(
					"%s is %d transactions behind %s, and writes would be refused until it has them: wait until it is at most %d behind"
						.formatted(target.name(), behind, primary.name(), maxBehind));
		}
		return new SwitchoverPlan(primary, target, warnings(primary));
	}

	private static void refuseUnlessFollowing(Seen target, Seen primary) {
		ServerState state = target.said();
		Channel channel = state.channel();
		if (channel == null || !state.follows(primary.address())) {
			throw new OperationFailedException("%s does not follow %s but %s: first rejoin %s".formatted(target.name(),
					primary.name(), (channel != null) ? channel.source() : "nobody", target.name()));
		}
		if (!channel.isRunning()) {
			throw new OperationFailedException(
					"%s has stopped following %s (%s%s): first rejoin %s".formatted(target.name(), primary.name(),
							channel.threads(), channel.error().isEmpty() ? "" : ", " + channel.error(), target.name()));
		}
	}

	private static void refuseIfDifferent(Seen target, Seen primary) {
		Position surplus = target.surplusOver(primary);
		if (!surplus.isEmpty()) {
			throw new OperationFailedException("%s has %d transactions that %s lacks (%s): first rejoin %s"
				.formatted(target.name(), surplus.size(), primary.name(), surplus, target.name()));
		}
	}

	private static List<String> warnings(Seen primary) {
		List<String> warnings = new ArrayList<>();
		if (!primary.said().semiSync().isInForce()) {
			warnings.add("semi-sync is not in force on %s: if it dies meanwhile, the last writes may be lost"
				.formatted(primary.name()));
		}
		return List.copyOf(warnings);
	}

}
