package com.foobar.pair;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import com.foobar.pair.Policy.Durability;
import com.foobar.pair.Step.Bootstrap;
import com.foobar.pair.Step.Fence;
import com.foobar.pair.Step.GoOnAlone;
import com.foobar.pair.Step.Open;
import com.foobar.pair.Step.Promote;
import com.foobar.pair.Step.Stuck;
import com.foobar.pair.Step.WaitForReplica;
import com.foobar.position.Position;
import com.foobar.server.Epoch;
import com.foobar.server.Epoch.Reason;
import com.foobar.server.SemiSync;
import com.foobar.server.ServerState;

/**
 * Tells the next thing to do about a pair: a function of what its nodes say, of what the
 * controller has seen before, and of what it may do. Immutable.
 * <p>
 * It opens a node for writes only where it can know that no other could have been
 * promoted since: the node of the newest epoch if all nodes answer, or if the controller
 * has seen it as the primary last; or a replica that has everything the lost primary can
 * have acknowledged.
 */
public final class Assessment {

	/** A replica that has just connected again has heard its source by then. */
	private static final Duration RECONNECTED = Duration.ofSeconds(2);

	private final PairState pair;

	private final Memory memory;

	private final Policy policy;

	private final long now;

	private Assessment(PairState pair, Memory memory, Policy policy, long now) {
		this.pair = pair;
		this.memory = memory;
		this.policy = policy;
		this.now = now;
	}

	/**
	 * The next thing to do.
	 * @param pair what the nodes say
	 * @param memory what has been seen before
	 * @param policy what may be done without being asked
	 * @param now the time, in nanoseconds
	 * @return the step, or why there is none
	 */
	public static Step next(PairState pair, Memory memory, Policy policy, long now) {
		return new Assessment(pair, memory, policy, now).next();
	}

	/**
	 * The next thing to do so that a node follows the primary, for an operator who has
	 * asked for that: what cannot be mended is made anew.
	 * @param node the node, which answers
	 * @param primary the one primary
	 * @param policy what is right about the pair
	 * @return the step, or {@link Step#NONE} if the node follows
	 */
	public static Step rejoin(Seen node, Seen primary, Policy policy) {
		return new Follower(node, primary, policy.withAutomaticRejoin()).rejoin();
	}

	private Step next() {
		if (this.pair.claimants().size() > 1) {
			return new Stuck("%s were both promoted, as epoch %d: decide which is right: failover NODE --force"
				.formatted(String.join(" and ", this.pair.claimants()),
						this.pair.newestEpoch().map(Epoch::number).orElse(0L)));
		}
		List<Seen> writable = this.pair.writable();
		return switch (writable.size()) {
			case 0 -> withoutPrimary();
			case 1 -> withPrimary(writable.get(0));
			default -> withSeveral(writable);
		};
	}

	private Step withSeveral(List<Seen> writable) {
		String newest = this.pair.newestEpoch().map(Epoch::node).orElse("");
		if (writable.stream().noneMatch((node) -> node.name().equals(newest))) {
			return new Stuck(newest.isEmpty()
					? "%s take writes, and no node knows of an epoch: decide which is right and make the others read-only"
						.formatted(PairState.names(writable))
					: "%s take writes, and %s has been promoted last: decide which is right: failover NODE --force"
						.formatted(PairState.names(writable), newest));
		}
		return writable.stream()
			.filter((node) -> !node.name().equals(newest))
			.findFirst()
			.<Step>map((node) -> new Fence(node.name(), "%s has been promoted since".formatted(newest)))
			.orElse(Step.NONE);
	}

	private Step withPrimary(Seen primary) {
		ServerState state = primary.said();
		Epoch newest = this.pair.newestEpoch().orElse(null);
		if (newest == null) {
			return new Stuck(
					"%s takes writes, but no node knows of an epoch: this is not a pair that a controller has made"
						.formatted(primary.name()));
		}
		if (!newest.node().equals(primary.name())) {
			return new Fence(primary.name(), "%s has been promoted since".formatted(newest.node()));
		}
		if (newest.number() < this.memory.epoch()) {
			return new Fence(primary.name(), "%s has been promoted since".formatted(this.memory.primary()));
		}
		if (state.offline()) {
			return new Fence(primary.name(), "a fence was cut off");
		}
		Step durability = durability(primary, state.semiSync());
		return (durability != Step.NONE) ? durability : followers(primary);
	}

	/** A node about which somebody has to decide keeps nobody from helping the others. */
	private Step followers(Seen primary) {
		List<Step> steps = this.pair.others(primary)
			.filter(Seen::answers)
			.map((node) -> new Follower(node, primary, this.policy).next())
			.filter((step) -> step != Step.NONE)
			.toList();
		return steps.stream()
			.filter(Step::isAction)
			.findFirst()
			.or(() -> steps.stream().findFirst())
			.orElseGet(() -> deaf(primary));
	}

	private Step deaf(Seen primary) {
		return this.pair.others(primary)
			.filter((node) -> this.memory.isDeafFor(RECONNECTED, this.now) && Memory.isDeaf(node, primary))
			.findFirst()
			.<Step>map((node) -> new Stuck(
					"%s is connected to %s and has received nothing whole for %ds: a large transaction may take that long, or its disk is full, which its log tells"
						.formatted(node.name(), primary.name(), Memory.DEAF.toSeconds())))
			.orElse(Step.NONE);
	}

	private Step durability(Seen primary, SemiSync semiSync) {
		boolean strict = this.policy.durability() == Durability.STRICT;
		if (!strict && this.memory.isHeldUpFor(this.policy.aloneAfter(), this.now)) {
			return goOnAlone(primary);
		}
		boolean followed = semiSync.replicas() > 0 && this.pair.others(primary)
			.anyMatch((node) -> node.answers() && node.said().isFollowing(primary.address()));
		return (!semiSync.enabled() && (followed || strict)) ? new WaitForReplica(primary.name()) : Step.NONE;
	}

	/** As grave as to open a node: another could have been promoted. */
	private Step goOnAlone(Seen primary) {
		return this.memory.vouched() ? new GoOnAlone(primary.name()) : new Stuck(
				"%s waits for a replica, and %s could have been promoted since: start it, or else: failover %s --force"
					.formatted(primary.name(), PairState.names(this.pair.silent()), primary.name()));
	}

	private Step withoutPrimary() {
		Optional<Epoch> newest = this.pair.newestEpoch();
		if (newest.isEmpty()) {
			return withoutEpoch();
		}
		return this.pair.node(newest.get().node())
			.map((node) -> withoutPrimary(newest.get(), node))
			.orElseGet(() -> new Stuck(
					"The newest epoch, %d, is that of %s, which is not configured: configure it, or decide: failover NODE --force"
						.formatted(newest.get().number(), newest.get().node())));
	}

	private Step withoutEpoch() {
		if (this.pair.isBlank()) {
			return new Bootstrap(this.pair.nodes().get(0).name());
		}
		Optional<Seen> begun = this.pair.begun();
		if (begun.isPresent()) {
			return new Bootstrap(begun.get().name());
		}
		if (!this.pair.silent().isEmpty()) {
			return new Stuck("Waiting for %s: no node that answers knows of an epoch".formatted(reasons()));
		}
		return new Stuck(
				"No node knows of an epoch, but not all are empty: this is not a pair that a controller has made");
	}

	/** The silent nodes, and why they are: one that is alive may refuse this user. */
	private String reasons() {
		return this.pair.silent()
			.stream()
			.map((node) -> "%s (%s)".formatted(node.name(), node.failure()))
			.collect(Collectors.joining(", "));
	}

	private Step withoutPrimary(Epoch newest, Seen node) {
		boolean seen = this.memory.isPrimary(node.name(), newest.number());
		if (!node.answers()) {
			return replace(node, newest, seen);
		}
		if (newest.number() < this.memory.epoch()) {
			return new Stuck(
					"%s was the primary of epoch %d, of which no node knows any more: to go on without what it had: failover %s"
						.formatted(this.memory.primary(), this.memory.epoch(), node.name()));
		}
		List<Seen> silent = this.pair.silent();
		if (!silent.isEmpty() && !seen) {
			boolean cutOff = silent.stream().allMatch((lost) -> node.said().follows(lost.address()));
			return new Stuck(
					"%s is the primary of epoch %d, but %s could have been promoted since: start it, or else: failover %s%s"
						.formatted(node.name(), newest.number(), PairState.names(silent), node.name(),
								cutOff ? "" : " --force"));
		}
		List<Seen> empty = this.pair.answering().filter((other) -> other.said().epoch() == null).toList();
		if (!empty.isEmpty() && !seen) {
			return new Stuck(
					"%s is the primary of epoch %d, but %s has lost its data and could have been promoted before: to go on: failover %s"
						.formatted(node.name(), newest.number(), PairState.names(empty), node.name()));
		}
		return reopen(node);
	}

	private Step reopen(Seen node) {
		Position own = node.said().known();
		Optional<Seen> ahead = this.pair.others(node)
			.filter((other) -> other.answers() && !own.contains(other.said().known()))
			.findFirst();
		if (ahead.isPresent()) {
			return behind(node, ahead.get());
		}
		boolean semiSync = this.policy.durability() == Durability.STRICT
				|| this.pair.others(node).anyMatch(Seen::answers);
		return new Open(node.name(), semiSync);
	}

	private static Stuck behind(Seen node, Seen ahead) {
		return node.reasonToStayClosedBeside(ahead).map(Stuck::new).orElseGet(() -> lacking(node, ahead));
	}

	private static Stuck lacking(Seen node, Seen ahead) {
		Position lacking = ahead.said().known().minus(node.said().known());
		return new Stuck(
				"%s lacks %d transactions that %s has: failover %s keeps those, failover %s --force leaves them to a file"
					.formatted(node.name(), lacking.size(), ahead.name(), ahead.name(), node.name()));
	}

	private Step replace(Seen lost, Epoch newest, boolean seen) {
		List<Seen> candidates = this.pair.others(lost).toList();
		Optional<Seen> best = candidates.stream()
			.filter((node) -> node.answers() && node.said().follows(lost.address()))
			.reduce((one, other) -> one.said().known().contains(other.said().known()) ? one : other);
		if (best.isEmpty()) {
			return new Stuck(
					"%s is down, and there is no replica of it to promote: start it, or else: failover %s --force"
						.formatted(lost.name(), PairState.names(this.pair.answering().toList()).replace(", ", "|")));
		}
		String name = best.get().name();
		List<Seen> silent = candidates.stream().filter((node) -> !node.answers()).toList();
		if (!silent.isEmpty()) {
			return new Stuck(
					"%s is down, and %s may have more than %s or have been promoted since: start it, or else: failover %s --force"
						.formatted(lost.name(), PairState.names(silent), name, name));
		}
		if (best.get().said().isApplierBroken()) {
			return new Stuck(
					"%s is down, and %s cannot apply %d transactions that it has received (%s): mend that, or give them up: failover %s --force"
						.formatted(lost.name(), name, best.get().said().unapplied().size(),
								best.get().said().channelError(), name));
		}
		String advice = "%s is down. To promote %s: failover %s".formatted(lost.name(), name, name);
		if (!this.policy.automaticFailover()) {
			return new Stuck("%s (failover is not automatic)".formatted(advice));
		}
		if (!seen || !this.memory.covered()) {
			return new Stuck("%s (not by itself, since %s may have acknowledged what %s lacks)".formatted(advice,
					lost.name(), name));
		}
		if (isRecent(newest)) {
			return new Stuck("%s (not by itself again within %s of the last time)".formatted(advice,
					this.policy.failoverInterval()));
		}
		return isGone(candidates) ? new Promote(name, lost.name()) : Step.NONE;
	}

	private boolean isRecent(Epoch newest) {
		return newest.reason() == Reason.AUTOMATIC_FAILOVER
				&& newest.age().compareTo(this.policy.failoverInterval()) < 0;
	}

	/** Whether neither this controller nor any replica has heard of the primary. */
	private boolean isGone(List<Seen> replicas) {
		return this.memory.isLostFor(this.policy.failoverAfter(), this.now) && replicas.stream()
			.map((node) -> node.said().channel())
			.filter(Objects::nonNull)
			.map(Objects::requireNonNull)
			.noneMatch((channel) -> channel.hears(this.policy.heartbeats()));
	}

}
