package com.foobar.history;

import java.time.Duration;

/**
 * A time in which nothing succeeded. Immutable.
 *
 * @param length how long
 * @param startNanos since when, as {@link System#nanoTime} counts
 */
public record Pause(Duration length, long startNanos) {

}
