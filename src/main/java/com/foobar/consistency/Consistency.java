package com.foobar.consistency;

import java.time.Duration;
import java.util.Locale;

import com.foobar.consistency.ConsistencyScope.Action;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * How fresh a read must be. Immutable. Its text is {@code eventual}, {@code bounded:2s},
 * {@code session} or {@code strong}, as in properties.
 *
 * @param mode what the read must at least contain
 * @param maxLag for {@link Mode#BOUNDED} how far behind a replica may be, from 1 s, since
 * servers tell their lag to the second, to 1 h; otherwise {@code null}
 */
public record Consistency(Mode mode, @Nullable Duration maxLag) {

	/**
	 * Whatever a healthy replica has.
	 */
	public static final Consistency EVENTUAL = new Consistency(Mode.EVENTUAL, null);

	/**
	 * Everything that the visitor has written and seen.
	 */
	public static final Consistency SESSION = new Consistency(Mode.SESSION, null);

	/**
	 * Everything there is.
	 */
	public static final Consistency STRONG = new Consistency(Mode.STRONG, null);

	private static final Duration MIN_LAG = Duration.ofSeconds(1);

	private static final Duration MAX_LAG = Duration.ofHours(1);

	private static final String BOUNDED_PREFIX = "bounded:";

	/**
	 * A consistency of this mode.
	 * @throws IllegalArgumentException if the lag is out of bounds, or missing, or given
	 * for a mode that has none
	 */
	public Consistency {
		if (mode == Mode.BOUNDED) {
			requireInBounds(maxLag);
		}
		else if (maxLag != null) {
			throw new IllegalArgumentException("Consistency '%s' has no maximum lag, but was given %s"
				.formatted(mode.name().toLowerCase(Locale.ROOT), maxLag));
		}
	}

	private static void requireInBounds(@Nullable Duration maxLag) {
		if (maxLag == null || maxLag.compareTo(MIN_LAG) < 0 || maxLag.compareTo(MAX_LAG) > 0) {
			throw new IllegalArgumentException(
					"Consistency 'bounded' needs a maximum lag from 1s to 1h, not " + maxLag);
		}
	}

	/**
	 * What a replica has that is no further behind than this. The visitor's own writes
	 * may be missing.
	 * @param maxLag the bound, from 1 s to 1 h
	 * @return the consistency
	 * @throws IllegalArgumentException if the lag is out of bounds
	 */
	public static Consistency bounded(Duration maxLag) {
		return new Consistency(Mode.BOUNDED, maxLag);
	}

	/**
	 * Read a consistency from its text, in upper or lower case.
	 * @param text {@code eventual}, {@code session}, {@code strong} or {@code bounded:}
	 * and a duration such as {@code 2s}
	 * @return the consistency
	 * @throws IllegalArgumentException if the text is none of these, or the duration out
	 * of bounds
	 */
	public static Consistency of(String text) {
		String name = text.trim().toLowerCase(Locale.ROOT);
		if (name.startsWith(BOUNDED_PREFIX)) {
			return bounded(lag(text, name.substring(BOUNDED_PREFIX.length())));
		}
		return switch (name) {
			case "eventual" -> EVENTUAL;
			case "session" -> SESSION;
			case "strong" -> STRONG;
			default -> throw new IllegalArgumentException(
					"Unknown consistency '%s': expected eventual, bounded:<lag>, session or strong".formatted(text));
		};
	}

	private static Duration lag(String text, String lag) {
		try {
			return DurationStyle.detectAndParse(lag);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Consistency '%s' needs a maximum lag from 1s to 1h".formatted(text),
					ex);
		}
	}

	/**
	 * Read like this for the duration of an action, on this thread, whatever is said
	 * around it: the innermost call decides, also where it asks for less.
	 * <p>
	 * It is looked at when the first statement of a transaction runs: inside a
	 * transaction that has begun to read it changes nothing.
	 * @param <T> type of the result
	 * @param <E> type of what the action throws
	 * @param action what to do
	 * @return the action's result
	 * @throws E if the action does
	 */
	public <T extends @Nullable Object, E extends Throwable> T call(Action<T, E> action) throws E {
		return ConsistencyScope.nested(this).inside(action);
	}

	/**
	 * Read like this for the duration of an action, as {@link #call}.
	 * @param action what to do
	 */
	public void run(Runnable action) {
		ConsistencyScope scope = ConsistencyScope.nested(this);
		try {
			action.run();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * The text that {@link #of} reads as this.
	 */
	@Override
	public String toString() {
		String name = this.mode.name().toLowerCase(Locale.ROOT);
		return (this.maxLag != null) ? name + ":" + text(this.maxLag) : name;
	}

	private static String text(Duration maxLag) {
		return (maxLag.toMillisPart() == 0) ? maxLag.toSeconds() + "s" : maxLag.toMillis() + "ms";
	}

	/**
	 * What a read must at least contain, from the weakest to the strongest.
	 */
	public enum Mode {

		/**
		 * What a healthy replica has, within the lag that is configured for all. The
		 * visitor's own writes may be missing, and a later read may be older.
		 */
		EVENTUAL,

		/**
		 * As {@link #EVENTUAL}, within a lag of its own.
		 */
		BOUNDED,

		/**
		 * Everything that the visitor has written, and has seen in earlier reads.
		 */
		SESSION,

		/**
		 * Everything that anybody has written: what the primary has.
		 */
		STRONG

	}

}
