package com.foobar.pair;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

import com.foobar.pair.Step.GoOnAlone;
import com.foobar.pair.Step.Open;
import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import com.foobar.server.Epoch;
import com.foobar.server.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * What a controller has seen with its own eyes since it was started, and what the nodes
 * cannot tell any more when the primary is gone. Immutable.
 *
 * @param primary the node that was seen as the primary last; {@code null} if none was
 * @param epoch the number of its epoch
 * @param owed what the primary had executed when it began to wait for replicas
 * @param covered whether a replica has that, and so all that is acknowledged since
 * @param lostSince the time since which the primary has not answered
 * @param heldUpSince the time since which commits have waited for a replica
 */
public record Memory(@Nullable String primary, long epoch, Position owed, boolean covered, OptionalLong lostSince,
		OptionalLong heldUpSince) {

	/** Of a controller that has just been started. */
	public static final Memory BLANK = new Memory(null, 0, GtidSet.EMPTY, false, OptionalLong.empty(),
			OptionalLong.empty());

	/**
	 * What is known after another look.
	 * @param pair what has been found
	 * @param now when, in nanoseconds
	 * @return this with that
	 */
	public Memory after(PairState pair, long now) {
		List<Seen> writable = pair.writable();
		if (writable.size() == 1) {
			return withPrimary(pair, writable.get(0), now);
		}
		boolean lost = this.primary != null
				&& pair.node(this.primary).map((node) -> !node.answers()).orElse(Boolean.TRUE);
		return new Memory(this.primary, this.epoch, this.owed, this.covered, since(lost, this.lostSince, now),
				OptionalLong.empty());
	}

	private Memory withPrimary(PairState pair, Seen node, long now) {
		ServerState state = node.said();
		Epoch current = state.epoch();
		long number = (current != null) ? current.number() : 0;
		boolean same = node.name().equals(this.primary) && number == this.epoch;
		boolean waits = state.semiSync().enabled() && state.semiSync().active();
		Position debt = (!waits) ? GtidSet.EMPTY : (same && !this.owed.isEmpty()) ? this.owed : state.executed();
		boolean paid = waits && ((same && this.covered) || pair.others(node)
			.anyMatch((other) -> other.answers() && other.said().follows(node.address())
					&& other.said().known().contains(debt)));
		return new Memory(node.name(), number, debt, paid, OptionalLong.empty(),
				since(state.semiSync().isHeldUp(), same ? this.heldUpSince : OptionalLong.empty(), now));
	}

	private static OptionalLong since(boolean condition, OptionalLong before, long now) {
		if (!condition) {
			return OptionalLong.empty();
		}
		return before.isPresent() ? before : OptionalLong.of(now);
	}

	/**
	 * What counts from before a step of this controller on: one after which the primary
	 * may acknowledge what no replica has counts even if nobody lives to see it.
	 * @param step what is about to be done
	 * @return this, or that no replica is known to have everything
	 */
	public Memory before(Step step) {
		return (step instanceof GoOnAlone || step instanceof Open)
				? new Memory(this.primary, this.epoch, GtidSet.EMPTY, false, this.lostSince, this.heldUpSince) : this;
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
			.map((epoch) -> new Memory(node, epoch.number(), GtidSet.EMPTY, false, OptionalLong.empty(),
					OptionalLong.empty()))
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

	/** Whether commits have waited for a replica for so long. */
	boolean isHeldUpFor(Duration patience, long now) {
		return this.heldUpSince.isPresent() && now - this.heldUpSince.getAsLong() >= patience.toNanos();
	}

}
