package com.foobar.command;

import java.util.List;

import com.foobar.pair.OperationFailedException;
import com.foobar.pair.PairState;
import com.foobar.pair.Seen;

/** Finds the nodes that a command is about, or says why it cannot. Stateless. */
final class Nodes {

	private Nodes() {
	}

	/** The node of a name, which answers. */
	static Seen answering(PairState pair, String name) {
		Seen node = pair.node(name)
			.orElseThrow(() -> new OperationFailedException(
					"There is no node '%s': the nodes are %s".formatted(name, PairState.names(pair.nodes()))));
		if (!node.answers()) {
			throw new OperationFailedException(
					"%s does not answer (%s): start it first".formatted(name, node.failure()));
		}
		return node;
	}

	/** The one primary, which nobody has been promoted after. */
	static Seen primary(PairState pair) {
		List<Seen> writable = pair.writable();
		if (writable.isEmpty()) {
			throw new OperationFailedException(
					"No node takes writes%s: see status for what is to be done first".formatted(silent(pair)));
		}
		if (writable.size() > 1) {
			throw new OperationFailedException("%s all take writes: decide which is right: failover NODE --force"
				.formatted(PairState.names(writable)));
		}
		Seen primary = writable.get(0);
		List<String> promoted = pair.claimants();
		if (!promoted.equals(List.of(primary.name()))) {
			throw new OperationFailedException("%s takes writes, but %s: see status for what is to be done first"
				.formatted(primary.name(), promoted.isEmpty() ? "no node knows of an epoch"
						: "the last promotion was of %s".formatted(String.join(" and ", promoted))));
		}
		return primary;
	}

	/** The only other node of a pair, for a command that names none. */
	static String onlyOther(PairState pair, Seen primary, String command) {
		List<Seen> others = pair.others(primary).toList();
		if (others.size() != 1) {
			throw new OperationFailedException(
					"Name the node, one of %s: %s NODE".formatted(PairState.names(others), command));
		}
		return others.get(0).name();
	}

	/** Why some nodes say nothing, in brackets. */
	static String silent(PairState pair) {
		List<String> reasons = pair.silent().stream().map((node) -> node.name() + ": " + node.failure()).toList();
		return reasons.isEmpty() ? "" : " (%s)".formatted(String.join("; ", reasons));
	}

}
