package com.foobar.monitor;

import com.foobar.position.Position;
import com.foobar.probe.Answer;
import com.foobar.probe.Observation;
import com.foobar.probe.Replication;
import com.foobar.probe.Replication.State;
import com.foobar.topology.Health;

/**
 * What has been concluded about a node. Immutable.
 *
 * @param health whether it can do what its role asks of it
 * @param detail why not, in a few words; empty for {@link Health#UP}
 * @param against identity of the primary that it was compared with; empty if with none
 */
record Verdict(Health health, String detail, String against) {

	private static final int MAX_SURPLUS = 200;

	/** On a node that does not answer. */
	static Verdict down(String reason) {
		return new Verdict(Health.DOWN, reason, "");
	}

	/** On a node that takes writes, by which others are judged. */
	static Verdict primary(Observation seen) {
		return new Verdict(Health.UP, "", seen.answer().serverId());
	}

	/** On a replica that has come up: what was found of it before may still hold. */
	static Verdict first(Answer replica, String diverged) {
		return replica.serverId().equals(diverged)
				? new Verdict(Health.DIVERGED, "it had what a primary lacked before it was down", "")
				: uncompared(replica.replication());
	}

	/** On a replica that has been compared with no primary, by what it says itself. */
	private static Verdict uncompared(Replication replication) {
		return (replication.state() == State.STOPPED) ? new Verdict(Health.BROKEN, replication.detail(), "")
				: new Verdict(Health.CHECKING, "not compared with a primary yet", "");
	}

	/**
	 * On a replica compared with a primary that was asked after it: as that was there to
	 * be followed, whoever does not follow it has a fault of its own.
	 */
	static Verdict compared(Answer replica, String primaryName, Answer primary) {
		if (!primary.position().contains(replica.position())) {
			return new Verdict(Health.DIVERGED,
					"it has what %s lacks: %s".formatted(primaryName, surplus(replica.position(), primary.position())),
					primary.serverId());
		}
		boolean follows = replica.replication().state() == State.FOLLOWING;
		return new Verdict(follows ? Health.UP : Health.BROKEN, replica.replication().detail(), primary.serverId());
	}

	private static String surplus(Position replica, Position primary) {
		boolean comparable = primary.isEmpty() || primary.getClass() == replica.getClass();
		String text = (comparable ? replica.minus(primary) : replica).toString();
		return (text.length() > MAX_SURPLUS) ? text.substring(0, MAX_SURPLUS) + "…" : text;
	}

	/**
	 * This verdict while a primary is there that it was not made against: one that spoke
	 * for the node has to be made anew, one against it stays until then.
	 */
	Verdict facing(String primaryName, Answer primary) {
		return (this.health != Health.UP || this.against.equals(primary.serverId())) ? this
				: new Verdict(Health.CHECKING, "not compared with %s yet".formatted(primaryName), "");
	}

	/**
	 * This verdict while there is no primary: it stays where it came of a comparison, but
	 * nobody is blamed for not following a source that is gone.
	 */
	Verdict withoutPrimary(Replication replication) {
		return (this.health == Health.UP || this.health == Health.DIVERGED) ? this : uncompared(replication);
	}

}
