package com.foobar.backup;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Leaves out the lines by which {@code mysqldump}, asked for its position, keeps what is
 * restored from the binary log, and so from all replicas. Used by one thread.
 */
final class LoggedOutputStream extends FilterOutputStream {

	/** Longer lines are none of those. */
	private static final int LENGTH = 128;

	private final ByteArrayOutputStream start = new ByteArrayOutputStream(LENGTH);

	private boolean passing;

	LoggedOutputStream(OutputStream out) {
		super(out);
	}

	/** Whether a line of a dump is one of those. */
	static boolean isUnlogging(String line) {
		return line.startsWith("SET @@SESSION.SQL_LOG_BIN") || line.startsWith("SET @MYSQLDUMP_TEMP_LOG_BIN");
	}

	@Override
	public void write(int next) throws IOException {
		if (this.passing) {
			this.out.write(next);
			this.passing = next != '\n';
			return;
		}
		this.start.write(next);
		if (next == '\n') {
			if (!isUnlogging(this.start.toString(StandardCharsets.ISO_8859_1))) {
				this.start.writeTo(this.out);
			}
			this.start.reset();
		}
		else if (this.start.size() == LENGTH) {
			this.start.writeTo(this.out);
			this.start.reset();
			this.passing = true;
		}
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		int from = offset;
		int end = offset + length;
		while (from < end) {
			int to = this.passing ? lineEnd(bytes, from, end) : from;
			if (to > from) {
				this.out.write(bytes, from, to - from);
				from = to;
			}
			else {
				write(bytes[from++]);
			}
		}
	}

	/** The end of what can be passed on as it is. */
	private static int lineEnd(byte[] bytes, int from, int end) {
		int to = from;
		while (to < end && bytes[to] != '\n') {
			to++;
		}
		return to;
	}

	/** Passes on what has no line end, too; the target stays open. */
	void finish() throws IOException {
		this.start.writeTo(this.out);
		this.start.reset();
	}

}
