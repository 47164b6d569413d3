package com.foobar.pair;

import java.util.Optional;
import java.util.Set;

import com.foobar.position.Position;
import com.foobar.server.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * One node of the pair as it was found. Immutable.
 *
 * @param name its configured name
 * @param address where other servers find it
 * @param state what it said; {@code null} if it said nothing
 * @param failure why it said nothing; empty if it did
 */
public record Seen(String name, String address, @Nullable ServerState state, String failure) {

	/**
	 * Whether it said anything.
	 * @return whether there is a state
	 */
	public boolean answers() {
		return this.state != null;
	}

	/**
	 * Whether it takes writes, as far as it says.
	 * @return whether it answers and is not read-only
	 */
	public boolean isWritable() {
		return this.state != null && this.state.isWritable();
	}

	/**
	 * What it said.
	 * @return the state
	 * @throws IllegalStateException if it said nothing
	 */
	public ServerState said() {
		if (this.state == null) {
			throw new IllegalStateException("%s does not answer: %s".formatted(this.name, this.failure));
		}
		return this.state;
	}

	/**
	 * What it has that a primary can neither have written nor have passed on. What the
	 * primary itself has numbered is none of it: it goes on between two answers.
	 * @param primary the primary, which answers as this does
	 * @return the transactions, which this would have to lose to be its replica
	 */
	public Position surplusOver(Seen primary) {
		Position more = said().executed().minus(primary.said().executed());
		return more.minus(more.retain(Set.of(primary.said().serverId())));
	}

	/**
	 * Why this must not take writes beside another node that has transactions which this
	 * one has numbered itself and does not have: its data went back to an earlier state,
	 * and it would give others the same numbers, so that nobody could tell the two apart.
	 * @param other a node that answers, as this does
	 * @return the reason, for an operator; empty if there is none
	 */
	public Optional<String> reasonToStayClosedBeside(Seen other) {
		Position numbered = other.said().known().minus(said().known()).retain(Set.of(said().serverId()));
		return numbered.isEmpty() ? Optional.empty() : Optional
			.of("%s no longer has %d transactions that it once wrote and %s has (%s), and would number others alike: failover %s keeps them"
				.formatted(this.name, numbered.size(), other.name, numbered, other.name));
	}

	/**
	 * Whether it follows a primary, and has nothing that the primary lacks.
	 * @param primary a node that said something
	 * @return whether it says so, and its threads run
	 */
	public boolean isFollowing(Seen primary) {
		return this.state != null && this.state.isFollowing(primary.address()) && surplusOver(primary).isEmpty();
	}

}
