package com.foobar.history;

/** Tells what a failure says of the write that ended with it. */
@FunctionalInterface
public interface WriteFailures {

	/**
	 * What a session knows after a failure.
	 * @param failure what {@link Instance#write} threw
	 * @return {@link Outcome#REFUSED} only if the write is certainly not done
	 */
	Outcome classify(Exception failure);

}
