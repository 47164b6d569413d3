package com.foobar.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.foobar.pair.OperationFailedException;
import com.foobar.pair.PairState;
import com.foobar.pair.Seen;
import com.foobar.position.Position;
import com.foobar.server.Channel;
import com.foobar.server.Epoch;
import com.foobar.server.Epoch.Reason;
import com.foobar.server.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * Which node becomes the primary without the help of the one before, and how. Immutable.
 *
 * @param node the node
 * @param way how
 * @param reason what the new epoch is for, if one begins
 * @param fence the nodes that take writes and must not any more
 * @param warnings what an operator should know
 */
record FailoverPlan(Seen node, Way way, Reason reason, List<Seen> fence, List<String> warnings) {

	/** How long a primary that is alive may say nothing to a replica. */
	private static final Duration HEARTBEATS = Duration.ofSeconds(3);

	/**
	 * Makes a plan of what was found.
	 * @param name the node; {@code null} for the only one that it can be
	 * @param force whether to go on where it cannot be known that nothing is lost
	 * @throws OperationFailedException if that cannot be known, or the node cannot take
	 * over
	 */
	static FailoverPlan of(PairState pair, @Nullable String name, boolean force) {
		Epoch newest = pair.newestEpoch()
			.orElseThrow(() -> new OperationFailedException(
					"No node that answers knows of an epoch, so there is no primary to replace%s: the service makes the first one when all nodes answer and are empty"
						.formatted(Nodes.silent(pair))));
		Seen node = Nodes.answering(pair, (name != null) ? name : onlyCandidate(pair, newest));
		boolean own = pair.claimants().equals(List.of(node.name()));
		boolean heldUp = force && node.said().semiSync().isHeldUp();
		if (own && pair.writable().equals(List.of(node)) && !heldUp) {
			throw new OperationFailedException("%s is the primary already".formatted(node.name()));
		}
		if (!node.isWritable()) {
			refuseIfSetBack(pair, node);
		}
		List<Seen> replaced = replaced(pair, node, newest, own);
		List<String> doubts = doubts(pair, node, newest, own, replaced);
		if (!doubts.isEmpty() && !force) {
			throw new OperationFailedException("%s. To decide that all the same: failover %s --force"
				.formatted(String.join("; ", doubts), node.name()));
		}
		return new FailoverPlan(node, way(node, own && doubts.isEmpty()),
				doubts.isEmpty() ? Reason.FAILOVER : Reason.FORCED, pair.writable(), warnings(node, replaced, doubts));
	}

	/** Not to be decided by anybody: two transactions would have the same number. */
	private static void refuseIfSetBack(PairState pair, Seen node) {
		pair.others(node)
			.filter(Seen::answers)
			.flatMap((other) -> node.reasonToStayClosedBeside(other).stream())
			.findFirst()
			.ifPresent((reason) -> {
				throw new OperationFailedException(reason);
			});
	}

	private static String onlyCandidate(PairState pair, Epoch newest) {
		Seen last = pair.node(newest.node())
			.orElseThrow(() -> new OperationFailedException(
					"Name the node, one of %s: failover NODE".formatted(PairState.names(pair.nodes()))));
		return (last.answers() && pair.writable().isEmpty()) ? last.name() : Nodes.onlyOther(pair, last, "failover");
	}

	private static Way way(Seen node, boolean finish) {
		if (finish) {
			return Way.OPEN;
		}
		return node.said().isApplierBroken() ? Way.AS_IT_IS : Way.PROMOTE;
	}

	/** Why it cannot be known that this is the right node. */
	private static List<String> doubts(PairState pair, Seen node, Epoch newest, boolean own, List<Seen> replaced) {
		List<String> doubts = new ArrayList<>();
		writers(pair, node, doubts);
		if (pair.claimants().size() > 1) {
			doubts.add("%s were both promoted, as epoch %d".formatted(String.join(" and ", pair.claimants()),
					newest.number()));
		}
		List<Seen> silent = pair.silent().stream().filter((other) -> !replaced.contains(other)).toList();
		if (!silent.isEmpty()) {
			doubts.add("%s does not answer, and may have more or have been promoted since"
				.formatted(PairState.names(silent)));
		}
		if (own) {
			replaced.forEach((lost) -> outOfSight(node, lost, doubts));
		}
		pair.others(node)
			.filter((other) -> other.answers() && !other.isWritable())
			.forEach((other) -> lacks(node, other, doubts));
		if (!own && pair.writable().isEmpty()) {
			unrelated(pair, node, newest, doubts);
		}
		if (node.said().isApplierBroken()) {
			doubts.add("%s cannot apply %d transactions that it has received (%s), and they would be lost"
				.formatted(node.name(), node.said().unapplied().size(), node.said().channelError()));
		}
		return doubts;
	}

	/**
	 * The silent primary that the node is to replace: the last one, or the one that it
	 * still followed when its own promotion was cut off.
	 */
	private static List<Seen> replaced(PairState pair, Seen node, Epoch newest, boolean own) {
		return pair.silent()
			.stream()
			.filter((silent) -> own ? node.said().follows(silent.address()) : silent.name().equals(newest.node()))
			.toList();
	}

	private static void writers(PairState pair, Seen node, List<String> doubts) {
		List<Seen> writable = pair.writable();
		if (writable.size() == 1) {
			doubts.add("%s answers and takes writes: switchover %s moves them without a loss"
				.formatted(writable.get(0).name(), node.name()));
		}
		else if (!writable.isEmpty()) {
			doubts.add("%s all take writes, and only those of %s would be kept".formatted(PairState.names(writable),
					node.name()));
		}
	}

	private static void lacks(Seen node, Seen other, List<String> doubts) {
		Position lacking = other.said().known().minus(node.said().known());
		if (!lacking.isEmpty()) {
			doubts.add("%s lacks %d transactions that %s has: failover %s keeps those".formatted(node.name(),
					lacking.size(), other.name(), other.name()));
		}
	}

	/** A primary that is gone cannot tell what it had; its replicas can. */
	private static void unrelated(PairState pair, Seen node, Epoch newest, List<String> doubts) {
		Seen lost = pair.node(newest.node()).orElse(null);
		if (lost == null) {
			doubts.add("%s, the primary of epoch %d, is not configured".formatted(newest.node(), newest.number()));
		}
		else if (!lost.answers() && !node.said().follows(lost.address())) {
			Channel channel = node.said().channel();
			doubts.add("%s does not follow %s, the lost primary, but %s".formatted(node.name(), lost.name(),
					(channel != null) ? channel.source() : "nobody"));
		}
		else if (!lost.answers()) {
			outOfSight(node, lost, doubts);
		}
	}

	/** A primary that others hear of, or that only refuses the controller, is alive. */
	private static void outOfSight(Seen node, Seen lost, List<String> doubts) {
		Channel channel = node.said().channel();
		if (channel != null && channel.hears(HEARTBEATS)) {
			doubts.add("%s still hears %s, which is only out of sight from here".formatted(node.name(), lost.name()));
		}
		if (lost.failure().contains("Access denied")) {
			doubts.add("%s is alive and refuses this user: %s".formatted(lost.name(), lost.failure()));
		}
	}

	private static List<String> warnings(Seen node, List<Seen> replaced, List<String> doubts) {
		List<String> warnings = new ArrayList<>(doubts);
		replaced.forEach((lost) -> warnings.add(
				"%s is silent, so nobody here can tell whether it has acknowledged more than %s has; what it alone has is saved to a file when it rejoins"
					.formatted(lost.name(), node.name())));
		return List.copyOf(warnings);
	}

	/** The position that the fenced nodes have reached, as far as the new one gets it. */
	Position awaited(PairState fenced) {
		ServerState state = this.node.said();
		return this.fence.stream()
			.filter((old) -> state.follows(old.address()))
			.flatMap((old) -> fenced.node(old.name()).stream())
			.filter(Seen::answers)
			.map((old) -> old.said().executed())
			.findFirst()
			.orElse(state.executed());
	}

	/** How a node becomes the primary. */
	enum Way {

		/** It is, of the newest epoch, and just has to take writes. */
		OPEN,

		/** It applies what it has received, and begins an epoch. */
		PROMOTE,

		/** It begins an epoch without what it has received and cannot apply. */
		AS_IT_IS

	}

}
