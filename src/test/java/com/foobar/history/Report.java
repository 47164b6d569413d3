package com.foobar.history;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found in a {@link History}. Immutable.
 *
 * @param startNanos when its first operation started, as {@link System#nanoTime} counts
 * @param writes the writes in figures
 * @param reads the reads in figures
 * @param lost acknowledged writes that are not there in the end
 * @param duplicates writes that are there more than once
 * @param refused refused writes that are there in the end or were read
 * @param unasked what nobody wrote and is there in the end or was read
 * @param staleReads reads of a session's own register that started after a write of it
 * was acknowledged and saw less
 * @param backwardReads reads that saw less than an earlier read of the same session had
 * seen in the same register
 * @param marks what was done to the system meanwhile
 */
public record Report(long startNanos, Summary<Write> writes, Summary<Read> reads, List<Write> lost,
		List<Row> duplicates, List<Row> refused, List<Row> unasked, List<StaleRead> staleReads,
		List<StaleRead> backwardReads, List<Mark> marks) {

	private static final int SHOWN = 5;

	/**
	 * All that no history may have. Failures and pauses are not among it: how many a
	 * system may have is for the test to say.
	 * @return sentences, none if the history is consistent
	 */
	public List<String> violations() {
		return Stream
			.of(name("lost", this.lost), name("applied twice", this.duplicates),
					name("refused but there", this.refused), name("there but never written", this.unasked),
					name("older than written", this.staleReads), name("older than seen", this.backwardReads))
			.flatMap(List::stream)
			.toList();
	}

	private List<String> name(String kind, List<?> found) {
		return found.stream().map((one) -> kind + ": " + at(one) + one).toList();
	}

	private String at(Object found) {
		if (found instanceof StaleRead stale) {
			return at(stale.read());
		}
		return (found instanceof Operation operation) ? "at %s ".formatted(time(operation.startNanos())) : "";
	}

	/**
	 * The report for people.
	 * @return some lines: figures, counts of violations, the first few of each kind of
	 * them and of the failures
	 */
	public String table() {
		return Stream
			.of(Stream.of(line("writes", this.writes), line("reads", this.reads), "found   " + counts()),
					this.marks.stream().map((mark) -> "%-7s %s".formatted(time(mark.nanos()), mark.label())),
					first(violations()), first(name("failed", this.writes.failures())),
					first(name("failed", this.reads.failures())))
			.flatMap((lines) -> lines)
			.collect(Collectors.joining(System.lineSeparator()));
	}

	private static Stream<String> first(List<String> lines) {
		Stream<String> more = (lines.size() > SHOWN) ? Stream.of("… and %d more".formatted(lines.size() - SHOWN))
				: Stream.empty();
		return Stream.concat(lines.stream().limit(SHOWN), more);
	}

	private String line(String name, Summary<?> summary) {
		return "%-7s %s; median %s, 99 %% %s, slowest %s; longest pause %s from %s".formatted(name, counts(summary),
				millis(summary.median()), millis(summary.p99()), millis(summary.slowest()),
				millis(summary.longestPause().length()), time(summary.longestPause().startNanos()));
	}

	private static String counts(Summary<?> summary) {
		return "%d ok, %d failed".formatted(summary.succeeded(), summary.failures().size());
	}

	private String counts() {
		return "%d lost, %d duplicates, %d refused but there, %d never written, %d stale, %d backward".formatted(
				this.lost.size(), this.duplicates.size(), this.refused.size(), this.unasked.size(),
				this.staleReads.size(), this.backwardReads.size());
	}

	private static String millis(Duration duration) {
		return String.format(Locale.ROOT, "%.1fms", duration.toNanos() / 1e6);
	}

	private String time(long nanos) {
		return String.format(Locale.ROOT, "%.3fs", (nanos - this.startNanos) / 1e9);
	}

	/** The report in one line. */
	@Override
	public String toString() {
		return "writes %s; reads %s; %s; longest pauses %s, %s".formatted(counts(this.writes), counts(this.reads),
				counts(), millis(this.writes.longestPause().length()), millis(this.reads.longestPause().length()));
	}

}
