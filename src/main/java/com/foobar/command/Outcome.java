package com.foobar.command;

import com.foobar.pair.OperationFailedException;
import com.foobar.pair.PairState;
import com.foobar.server.Epoch;

/** Tells what became of a promotion. Stateless. */
final class Outcome {

	private Outcome() {
	}

	/** The role of a node that has been made the primary. */
	static String of(PairState pair, String node) {
		long number = pair.newestEpoch().map(Epoch::number).orElse(0L);
		if (!pair.claimants().contains(node) || pair.node(node).filter((found) -> found.isWritable()).isEmpty()) {
			throw new OperationFailedException(
					"%s has been promoted, but does not take writes now: see status".formatted(node));
		}
		return "%s is the primary of epoch %d".formatted(node, number);
	}

}
