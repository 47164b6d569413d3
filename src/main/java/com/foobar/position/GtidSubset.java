package com.foobar.position;

/**
 * The transactions of one source in a set. Immutable.
 *
 * @param source who numbers them
 * @param numbers their numbers, at least one
 */
record GtidSubset(GtidSource source, Intervals numbers) {

}
