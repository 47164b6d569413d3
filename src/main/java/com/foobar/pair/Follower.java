package com.foobar.pair;

import com.foobar.pair.Step.Admit;
import com.foobar.pair.Step.Attach;
import com.foobar.pair.Step.Copy;
import com.foobar.pair.Step.Stuck;
import com.foobar.position.Position;
import com.foobar.server.Channel;
import com.foobar.server.Channel.Receiver;
import com.foobar.server.ServerState;

/**
 * A node that answers and is to follow the one primary: tells the next thing to do for
 * that. Immutable.
 *
 * @param node the node
 * @param primary the primary, which answers
 * @param policy what may be done without being asked
 */
record Follower(Seen node, Seen primary, Policy policy) {

	/** The next step, {@link Step#NONE} if it follows. */
	Step next() {
		ServerState state = this.node.said();
		if (state.offline()) {
			return new Admit(this.node.name());
		}
		Channel channel = state.channel();
		return (channel != null && follows()) ? kept(channel) : returned();
	}

	/** The next step for an operator: what cannot be mended is made anew. */
	Step rejoin() {
		Channel channel = this.node.said().channel();
		if (channel != null && follows()) {
			Position surplus = channel.isRunning() ? this.node.surplusOver(this.primary) : surplus();
			if (!surplus.isEmpty()) {
				return copy(lacked(surplus), surplus);
			}
			if (channel.isBroken()) {
				return copy("it cannot follow: " + channel.error(), surplus);
			}
			if (channel.isRefused()) {
				return attach();
			}
		}
		return next();
	}

	private boolean follows() {
		return this.node.said().follows(this.primary.address());
	}

	/** A node that follows the primary, or did until a thread stopped. */
	private Step kept(Channel channel) {
		Step anew = channel.isCutFromHistory() ? anew("it was away for longer than %s keeps its history") : Step.NONE;
		if (anew != Step.NONE) {
			return anew;
		}
		if (channel.isBroken()) {
			return new Stuck("%s cannot follow %s: %s. Mend that and START REPLICA on it, or make it anew: rejoin %s"
				.formatted(this.node.name(), this.primary.name(), channel.error(), this.node.name()));
		}
		if (channel.isRefused()) {
			return new Stuck(
					"%s cannot log in to %s: %s. Mend the user there, or let %s use what is configured: rejoin %s"
						.formatted(this.node.name(), this.primary.name(), channel.error(), this.node.name(),
								this.node.name()));
		}
		boolean stopped = channel.receiver() == Receiver.OFF || !channel.applying();
		return (stopped || !this.node.said().superReadOnly()) ? attach() : sound();
	}

	/** A node whose threads run may still have what the primary lacks. */
	private Step sound() {
		Position surplus = this.node.surplusOver(this.primary);
		return surplus.isEmpty() ? Step.NONE
				: new Stuck("%s follows %s, but %s (%s). To save those and make it anew: rejoin %s"
					.formatted(this.node.name(), this.primary.name(), lacked(surplus), surplus, this.node.name()));
	}

	/** A node that follows nobody, or another than the primary. */
	private Step returned() {
		Step anew = anew("%s no longer has all the history that it lacks");
		return (anew != Step.NONE) ? anew : attach();
	}

	/**
	 * A copy where the node has what the primary lacks, or lacks what the primary no
	 * longer has in its history.
	 */
	private Step anew(String outlived) {
		Position surplus = surplus();
		if (!surplus.isEmpty()) {
			return copy(lacked(surplus), surplus);
		}
		return this.node.said().known().contains(this.primary.said().purged()) ? Step.NONE
				: copy(outlived.formatted(this.primary.name()), surplus);
	}

	private String lacked(Position surplus) {
		return "it has %d transactions that %s lacks".formatted(surplus.size(), this.primary.name());
	}

	private Position surplus() {
		return this.node.said().executed().minus(this.primary.said().executed());
	}

	private Step attach() {
		return new Attach(this.node.name(), this.primary.name());
	}

	private Step copy(String reason, Position surplus) {
		return this.policy.automaticRejoin()
				? new Copy(this.node.name(), this.primary.name(), reason, surplus.toString())
				: new Stuck("%s stays out: %s. To save that and make it anew: rejoin %s".formatted(this.node.name(),
						reason, this.node.name()));
	}

}
