package com.foobar.pair;

/**
 * The next thing to do about the pair, or why there is none. Immutable. Each can be
 * repeated, and may be cut off anywhere: what is to be done then follows from what the
 * nodes say.
 */
public sealed interface Step {

	/** Nothing is to be done. */
	Step NONE = new Idle();

	/**
	 * Whether there is something to do, and not just something to say.
	 * @return whether an operator has nothing to decide about it
	 */
	default boolean isAction() {
		return true;
	}

	/** Everything is as it should be, or on its way. */
	record Idle() implements Step {

		@Override
		public boolean isAction() {
			return false;
		}

		@Override
		public String toString() {
			return "nothing to be done";
		}

	}

	/**
	 * Nothing can be done without somebody who knows more.
	 *
	 * @param reason what is wrong, and what would help
	 */
	record Stuck(String reason) implements Step {

		@Override
		public boolean isAction() {
			return false;
		}

		@Override
		public String toString() {
			return this.reason;
		}

	}

	/**
	 * Make a blank node the first primary.
	 *
	 * @param node its name
	 */
	record Bootstrap(String node) implements Step {

		@Override
		public String toString() {
			return "make %s the first primary".formatted(this.node);
		}

	}

	/**
	 * Let the primary of the newest epoch take writes.
	 *
	 * @param node its name
	 * @param semiSync whether it is to wait for a replica from the start
	 */
	record Open(String node, boolean semiSync) implements Step {

		@Override
		public String toString() {
			return "let %s take writes again".formatted(this.node);
		}

	}

	/**
	 * Take the role from a node that should have lost it.
	 *
	 * @param node its name
	 * @param reason why
	 */
	record Fence(String node, String reason) implements Step {

		@Override
		public String toString() {
			return "take the writes from %s: %s".formatted(this.node, this.reason);
		}

	}

	/**
	 * Let ordinary users connect to a node again.
	 *
	 * @param node its name
	 */
	record Admit(String node) implements Step {

		@Override
		public String toString() {
			return "let users connect to %s again".formatted(this.node);
		}

	}

	/**
	 * Promote a replica in place of a primary that is gone.
	 *
	 * @param node the replica's name
	 * @param lost the name of the primary
	 */
	record Promote(String node, String lost) implements Step {

		@Override
		public String toString() {
			return "promote %s in place of %s".formatted(this.node, this.lost);
		}

	}

	/**
	 * Let a node follow the primary.
	 *
	 * @param node its name
	 * @param primary the primary's name
	 */
	record Attach(String node, String primary) implements Step {

		@Override
		public String toString() {
			return "let %s follow %s".formatted(this.node, this.primary);
		}

	}

	/**
	 * Replace a node's data by the primary's, after what it alone has was put into a
	 * file.
	 *
	 * @param node its name
	 * @param primary the primary's name
	 * @param reason why following is not enough
	 * @param surplus the transactions it alone has, as the server writes them; may be
	 * empty
	 */
	record Copy(String node, String primary, String reason, String surplus) implements Step {

		@Override
		public String toString() {
			return "make %s anew from %s: %s".formatted(this.node, this.primary, this.reason);
		}

	}

	/**
	 * Acknowledge commits without a replica, since there is none, until one is back.
	 *
	 * @param primary the primary's name
	 */
	record GoOnAlone(String primary) implements Step {

		@Override
		public String toString() {
			return "let %s acknowledge commits that no replica has, since none answers it".formatted(this.primary);
		}

	}

	/**
	 * Acknowledge commits only when a replica has them.
	 *
	 * @param primary the primary's name
	 */
	record WaitForReplica(String primary) implements Step {

		@Override
		public String toString() {
			return "let %s acknowledge only what a replica has".formatted(this.primary);
		}

	}

}
