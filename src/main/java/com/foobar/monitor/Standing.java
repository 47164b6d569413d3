package com.foobar.monitor;

import java.time.Duration;

import com.foobar.probe.Answer;
import com.foobar.probe.Observation;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one node, and what was concluded from it. Immutable.
 *
 * @param latest what it said last; {@code null} while it does not answer
 * @param pending the oldest thing a replica said that is not compared yet: it is kept
 * until it is, since the latest may always be too young for that
 * @param verdict what was concluded
 * @param levelNanos a time up to which it is known to have everything; {@code null} if
 * that was never known
 * @param diverged the identity it had when it was found to have diverged, also while it
 * is down; empty since it was not
 */
record Standing(@Nullable Observation latest, @Nullable Pending pending, Verdict verdict, @Nullable Long levelNanos,
		String diverged) {

	/** A node that has not been asked yet. */
	static final Standing UNSEEN = new Standing(null, null, Verdict.down(""), null, "");

	/** This node after it has not answered: it may be anything by now. */
	Standing lost(String reason) {
		return new Standing(null, null, Verdict.down(reason), null, this.diverged);
	}

	/** This node after it has answered. */
	Standing seen(Observation seen) {
		if (seen.answer().isPrimary()) {
			return new Standing(seen, null, Verdict.primary(seen), seen.endedNanos(), "");
		}
		Observation last = this.latest;
		if (last == null || !seen.isOfSameServerAs(last)) {
			return new Standing(seen, new Pending(seen, null), Verdict.first(seen.answer(), this.diverged),
					level(seen, null), this.diverged);
		}
		return new Standing(seen, (this.pending != null) ? this.pending : new Pending(seen, null), this.verdict,
				level(seen, this.levelNanos), this.diverged);
	}

	private static @Nullable Long level(Observation seen, @Nullable Long before) {
		Duration lag = seen.answer().replication().lag();
		return (lag != null) ? (Long) (seen.endedNanos() - lag.toNanos()) : before;
	}

	boolean isPrimary() {
		return this.latest != null && this.latest.answer().isPrimary();
	}

	/** Whether it was the primary when it was last asked, which is longer ago. */
	boolean isPrimaryUnaskedSince(Observation other) {
		return this.latest != null && isPrimary() && !this.latest.isAfter(other);
	}

	/** This node beside the one primary, which it may be itself. */
	Standing beside(String primaryName, Standing primary) {
		Observation judge = primary.latest;
		if (this.latest == null || judge == null || isPrimary()) {
			return this;
		}
		if (this.pending == null || !this.pending.isBefore(judge)) {
			return with(this.pending, this.verdict.facing(primaryName, judge.answer()));
		}
		return compared(this.latest, this.pending, primaryName, judge);
	}

	private Standing compared(Observation last, Pending due, String primaryName, Observation judge) {
		Verdict result = Verdict.compared(due.seen().answer(), primaryName, judge.answer());
		boolean diverges = result.health() == Health.DIVERGED;
		if (diverges && this.verdict.health() != Health.DIVERGED && !due.isSuspected()) {
			return with(due.suspected(judge), this.verdict.facing(primaryName, judge.answer()));
		}
		return new Standing(last, (last != due.seen()) ? new Pending(last, null) : null, result, this.levelNanos,
				diverges ? last.answer().serverId() : "");
	}

	/** This replica, having been seen while no node takes writes. */
	Standing withoutPrimary() {
		return (this.latest == null) ? this
				: with(this.pending, this.verdict.withoutPrimary(this.latest.answer().replication()));
	}

	private Standing with(@Nullable Pending pending, Verdict verdict) {
		return new Standing(this.latest, pending, verdict, this.levelNanos, this.diverged);
	}

	/** The node as it was seen just now. */
	Node fresh(Node node) {
		if (this.latest == null) {
			return judged(node);
		}
		Answer answer = this.latest.answer();
		return new Node(node.name(), answer.role(), this.verdict.health(), this.verdict.detail(), answer.serverId(),
				answer.position(), lag(this.latest));
	}

	/** The node as it was, with what is concluded about it by now. */
	Node judged(Node node) {
		return (this.verdict.health() == Health.DOWN) ? node.down(this.verdict.detail())
				: node.with(this.verdict.health(), this.verdict.detail());
	}

	private @Nullable Duration lag(Observation seen) {
		Duration lag = seen.answer().replication().lag();
		if (seen.answer().isPrimary() || lag != null || this.levelNanos == null) {
			return lag;
		}
		return Duration.ofNanos(seen.endedNanos() - this.levelNanos);
	}

}
