package com.foobar.history;

import java.util.List;

/**
 * The failed operations of a history by their kind. Immutable.
 *
 * @param writes writes that were answered, but not as wanted
 * @param reads reads likewise
 * @param connections operations without any answer
 */
public record FailureCounts(long writes, long reads, long connections) {

	private static final String ANSWERED = "HTTP ";

	/**
	 * Counts the failures of a history over HTTP.
	 * @param report what was found in it
	 * @return the counts
	 */
	public static FailureCounts of(Report report) {
		List<String> writes = report.writes().failures().stream().map(Write::failure).toList();
		List<String> reads = report.reads().failures().stream().map(Read::failure).toList();
		long answeredWrites = answered(writes);
		long answeredReads = answered(reads);
		return new FailureCounts(answeredWrites, answeredReads,
				writes.size() + reads.size() - answeredWrites - answeredReads);
	}

	private static long answered(List<String> failures) {
		return failures.stream().filter((failure) -> failure.startsWith(ANSWERED)).count();
	}

	/**
	 * All of them.
	 * @return the number of failed operations
	 */
	public long total() {
		return this.writes + this.reads + this.connections;
	}

	@Override
	public String toString() {
		return "%d writes and %d reads answered with an error, %d not answered".formatted(this.writes, this.reads,
				this.connections);
	}

}
