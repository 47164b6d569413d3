package com.foobar.pair;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.foobar.server.Epoch;
import com.foobar.server.ServerState;

/**
 * All nodes as they were found at about the same time. Immutable.
 *
 * @param nodes the nodes in the order of their configuration
 */
public record PairState(List<Seen> nodes) {

	/**
	 * So many transactions a replica may not have received: the nodes are not looked at
	 * in the same moment.
	 */
	private static final long FEW = 1000;

	/** No more transactions than these make the database and its users. */
	private static final long BOOTSTRAP = 32;

	/**
	 * Keeps the nodes as they are now.
	 * @param nodes the nodes
	 */
	public PairState {
		nodes = List.copyOf(nodes);
	}

	/**
	 * The nodes that said something.
	 * @return those nodes
	 */
	public Stream<Seen> answering() {
		return this.nodes.stream().filter(Seen::answers);
	}

	/**
	 * The nodes that take writes.
	 * @return those nodes
	 */
	public List<Seen> writable() {
		return this.nodes.stream().filter(Seen::isWritable).toList();
	}

	/**
	 * The nodes that said nothing.
	 * @return those nodes
	 */
	public List<Seen> silent() {
		return this.nodes.stream().filter((node) -> !node.answers()).toList();
	}

	/**
	 * All nodes but one.
	 * @param node the one
	 * @return the others
	 */
	public Stream<Seen> others(Seen node) {
		return this.nodes.stream().filter((other) -> !other.name().equals(node.name()));
	}

	/**
	 * The node of a name.
	 * @param name its configured name
	 * @return the node, if it is configured
	 */
	public Optional<Seen> node(String name) {
		return this.nodes.stream().filter((node) -> node.name().equals(name)).findFirst();
	}

	/**
	 * The last promotion that any node knows of.
	 * @return its epoch, if any knows one
	 */
	public Optional<Epoch> newestEpoch() {
		return answering().map((node) -> node.said().epoch())
			.filter(Objects::nonNull)
			.map(Objects::requireNonNull)
			.max(Comparator.comparingLong(Epoch::number));
	}

	/**
	 * The nodes that the last promotion was of: one, unless two were promoted without
	 * knowing of each other.
	 * @return their names, as the nodes that answer know them
	 */
	public List<String> claimants() {
		long newest = newestEpoch().map(Epoch::number).orElse(0L);
		return answering().map((node) -> node.said().epoch())
			.filter(Objects::nonNull)
			.map(Objects::requireNonNull)
			.filter((epoch) -> epoch.number() == newest)
			.map(Epoch::node)
			.distinct()
			.toList();
	}

	/**
	 * The names of some nodes in one text.
	 * @param nodes the nodes
	 * @return their names
	 */
	public static String names(List<Seen> nodes) {
		return String.join(", ", nodes.stream().map(Seen::name).toList());
	}

	/**
	 * Whether nothing was ever done here.
	 * @return whether all nodes answer and none has any history
	 */
	public boolean isBlank() {
		return silent().isEmpty()
				&& answering().map(Seen::said).map(ServerState::executed).allMatch((executed) -> executed.isEmpty());
	}

	/**
	 * The node on which the first start of the pair was cut off.
	 * @return the one node with a history, which is short and without an epoch, where all
	 * others answer and are empty
	 */
	Optional<Seen> begun() {
		List<Seen> filled = answering().filter((node) -> !node.said().executed().isEmpty()).toList();
		boolean begun = silent().isEmpty() && newestEpoch().isEmpty() && filled.size() == 1
				&& filled.get(0).said().executed().size() <= BOOTSTRAP;
		return begun ? Optional.of(filled.get(0)) : Optional.empty();
	}

	/**
	 * The one node that takes writes.
	 * @return the node; nothing if there is none, or more than one
	 */
	public Optional<Seen> primary() {
		List<Seen> writable = writable();
		return (writable.size() == 1) ? Optional.of(writable.get(0)) : Optional.empty();
	}

	private static boolean isClose(Seen node, Seen primary) {
		return node.isFollowing(primary) && primary.said().executed().leadOver(node.said().known()) <= FEW;
	}

	/**
	 * Whether nothing that is acknowledged now can be lost with one node.
	 * @return whether there is one primary, all others follow it closely, and it waits
	 * for them
	 */
	public boolean isSafe() {
		return primary().filter((primary) -> primary.said().semiSync().isInForce())
			.filter((primary) -> others(primary).allMatch((node) -> isClose(node, primary)))
			.isPresent();
	}

}
