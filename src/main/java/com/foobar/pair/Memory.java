package com.foobar.pair;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

import com.foobar.pair.Step.Copy;
import com.foobar.pair.Step.GoOnAlone;
import com.foobar.pair.Step.Open;
import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import com.foobar.server.SemiSync;
import com.foobar.server.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * What a controller has seen with its own eyes since it was started, and what the nodes
 * cannot tell any more when the primary is gone. Immutable.
 * <p>
 * It never goes back: a node of an older epoch that takes writes while its successor is
 * silent is not the primary.
 *
 * @param primary the node that was seen as the primary last; {@code null} if none was
 * @param epoch the number of its epoch
 * @param vouched whether all other nodes have answered meanwhile and none knew of a newer
 * epoch
 * @param owed what the primary had executed when it began to wait for replicas
 * @param cover what a replica had when it was seen last, where that is all that is owed,
 * and so no less than all that is acknowledged since; empty if none has. A replica that
 * is started again fetches anew what it had not applied, so one that was silent has to
 * show again what it has
 * @param lostSince the time since which the primary has not answered
 * @param executed what the primary had executed when it was seen last
 * @param heldUpSince the time since which commits have waited for a replica and none has
 * got any further
 * @param deafSince the time since which a replica has been connected and taken nothing in
 */
public record Memory(@Nullable String primary, long epoch, boolean vouched, Position owed, Position cover,
		OptionalLong lostSince, Position executed, OptionalLong heldUpSince, OptionalLong deafSince) {

	/** Of a controller that has just been started. */
	public static final Memory BLANK = new Memory(null, 0, false, GtidSet.EMPTY, GtidSet.EMPTY, OptionalLong.empty(),
			GtidSet.EMPTY, OptionalLong.empty(), OptionalLong.empty());

	/** Twice the time after which a receiver gives up a source that says nothing. */
	static final Duration DEAF = Duration.ofSeconds(10);

	/**
	 * What is known after another look.
	 * @param pair what has been found
	 * @param now when, in nanoseconds
	 * @return this with that
	 */
	public Memory after(PairState pair, long now) {
		return pair.primary()
			.filter((node) -> epoch(node.said()) >= this.epoch)
			.map((node) -> withPrimary(pair, node, now))
			.orElseGet(() -> withoutPrimary(pair, now));
	}

	private Memory withoutPrimary(PairState pair, long now) {
		boolean lost = this.primary != null
				&& pair.node(this.primary).map((node) -> !node.answers()).orElse(Boolean.TRUE);
		boolean kept = covered() && pair.answering()
			.filter((node) -> !node.name().equals(this.primary))
			.anyMatch((node) -> node.said().known().contains(this.cover));
		return new Memory(this.primary, this.epoch, this.vouched, kept ? this.owed : GtidSet.EMPTY,
				kept ? this.cover : GtidSet.EMPTY, since(lost, this.lostSince, now), GtidSet.EMPTY,
				OptionalLong.empty(), OptionalLong.empty());
	}

	private Memory withPrimary(PairState pair, Seen node, long now) {
		ServerState state = node.said();
		long number = epoch(state);
		boolean same = isPrimary(node.name(), number);
		boolean confirmed = pair.silent().isEmpty()
				&& pair.newestEpoch().filter((newest) -> newest.number() == number).isPresent();
		Position debt = debt(pair, node, same);
		Position paid = debt.isEmpty() ? GtidSet.EMPTY
				: followers(pair, node).filter((known) -> known.contains(debt)).findFirst().orElse(GtidSet.EMPTY);
		boolean stands = same && state.executed().equals(this.executed);
		return new Memory(node.name(), number, confirmed || (same && this.vouched), debt, paid, OptionalLong.empty(),
				state.executed(),
				since(state.semiSync().isHeldUp(), stands ? this.heldUpSince : OptionalLong.empty(), now),
				since(pair.others(node).anyMatch((other) -> isDeaf(other, node)), this.deafSince, now));
	}

	/** Just after it has connected a replica has not heard anything either. */
	static boolean isDeaf(Seen node, Seen primary) {
		return node.answers() && node.said().follows(primary.address()) && node.said().channel() != null
				&& node.said().channel().isDeafFor(DEAF);
	}

	/**
	 * As long as a replica is on its way there, or has not lost what it had, what it has
	 * to show stays the same; else it is all that the primary has by now.
	 */
	private Position debt(PairState pair, Seen primary, boolean same) {
		SemiSync semiSync = primary.said().semiSync();
		if (!semiSync.enabled() || !semiSync.active()) {
			return GtidSet.EMPTY;
		}
		boolean kept = same && !this.owed.isEmpty()
				&& followers(pair, primary).anyMatch((known) -> known.contains(this.cover));
		return kept ? this.owed : primary.said().executed();
	}

	/** What the nodes have that follow a primary. */
	private static Stream<Position> followers(PairState pair, Seen primary) {
		return pair.others(primary)
			.filter(Seen::answers)
			.map(Seen::said)
			.filter((state) -> state.follows(primary.address()))
			.map(ServerState::known);
	}

	private static long epoch(ServerState state) {
		return (state.epoch() != null) ? state.epoch().number() : 0;
	}

	/**
	 * Whether a replica has all that the primary can have acknowledged.
	 * @return whether one had it when it was seen last
	 */
	public boolean covered() {
		return !this.cover.isEmpty();
	}

	private static OptionalLong since(boolean condition, OptionalLong before, long now) {
		if (!condition) {
			return OptionalLong.empty();
		}
		return before.isPresent() ? before : OptionalLong.of(now);
	}

	/**
	 * What counts from before a step of this controller on: one after which the primary
	 * may acknowledge what no replica has counts even if nobody lives to see it, and
	 * commits that wait after it have begun to wait anew.
	 * @param step what is about to be done
	 * @return this, or that no replica is known to have everything
	 */
	public Memory before(Step step) {
		boolean grave = step instanceof GoOnAlone || step instanceof Open || step instanceof Copy;
		return grave ? new Memory(this.primary, this.epoch, this.vouched, GtidSet.EMPTY, GtidSet.EMPTY, this.lostSince,
				GtidSet.EMPTY, OptionalLong.empty(), this.deafSince) : this;
	}

	/**
	 * What is known after an attempt of this controller to promote a node: if the node
	 * has said that it is the primary, nobody else can have been since.
	 * @param node its name
	 * @param pair what has been found afterwards
	 * @return this, or that the node is the primary
	 */
	public Memory promoted(String node, PairState pair) {
		return pair.newestEpoch()
			.filter((epoch) -> epoch.node().equals(node) && epoch.number() > this.epoch)
			.map((epoch) -> new Memory(node, epoch.number(), true, GtidSet.EMPTY, GtidSet.EMPTY, OptionalLong.empty(),
					GtidSet.EMPTY, OptionalLong.empty(), OptionalLong.empty()))
			.orElse(this);
	}

	/** Whether this controller has seen that node as the primary of that epoch last. */
	boolean isPrimary(String node, long number) {
		return node.equals(this.primary) && number == this.epoch;
	}

	/** Whether the primary has been silent for so long. */
	boolean isLostFor(Duration patience, long now) {
		return this.lostSince.isPresent() && now - this.lostSince.getAsLong() >= patience.toNanos();
	}

	/** Whether a replica has been connected and taken nothing in for so long. */
	boolean isDeafFor(Duration patience, long now) {
		return this.deafSince.isPresent() && now - this.deafSince.getAsLong() >= patience.toNanos();
	}

	/** Whether commits have waited for a replica for so long. */
	boolean isHeldUpFor(Duration patience, long now) {
		return this.heldUpSince.isPresent() && now - this.heldUpSince.getAsLong() >= patience.toNanos();
	}

}
