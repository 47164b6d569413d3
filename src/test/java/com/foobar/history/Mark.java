package com.foobar.history;

/**
 * Something done to the system meanwhile, such as a fault. Immutable.
 *
 * @param label what it was
 * @param nanos when, as {@link System#nanoTime} counts
 */
public record Mark(String label, long nanos) {

}
