package com.foobar.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

import com.foobar.position.GtidSet;
import com.foobar.position.Position;

/**
 * A backup that has been read from its first byte to its last and found whole. Immutable.
 *
 * @param file the file
 * @param size its size, in bytes
 * @param position the transactions that are in it
 */
public record Dump(Path file, long size, Position position) {

	/**
	 * Reads a file.
	 * @param file the file
	 * @param database the database that has to be in it, alone
	 * @return what is in it
	 * @throws DumpFailedException if it is not whole, or of something else
	 */
	static Dump read(Path file, String database) {
		if (!Files.isRegularFile(file)) {
			throw new DumpFailedException("There is no file %s".formatted(file));
		}
		Reader reader = new Reader();
		Lines.read(file, reader::line);
		reader.check(file, database);
		try {
			return new Dump(file, Files.size(file), GtidSet.parse(reader.position.toString()));
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new DumpFailedException("%s cannot be read: %s".formatted(file, ex.getMessage()), ex);
		}
	}

	/** Gathers what the lines say. */
	private static final class Reader {

		private static final String POSITION = "SET @@GLOBAL.GTID_PURGED=";

		private final Set<String> databases = new LinkedHashSet<>();

		private final StringBuilder position = new StringBuilder();

		private boolean inPosition;

		private boolean positioned;

		private boolean unlogged;

		private String last = "";

		void line(String line) {
			if (!this.positioned) {
				position(line);
			}
			if (line.startsWith("USE `")) {
				this.databases.add(line.substring("USE `".length(), line.lastIndexOf('`')));
			}
			this.unlogged |= LoggedOutputStream.isUnlogging(line);
			this.last = line.isBlank() ? this.last : line;
		}

		/** The set stands between quotes, with a sign before it, over several lines. */
		private void position(String line) {
			String rest = line;
			int start = line.indexOf(POSITION);
			if (start >= 0) {
				rest = line.substring(line.indexOf('\'', start + POSITION.length()) + 1).replaceFirst("^\\+", "");
				this.inPosition = true;
			}
			if (this.inPosition) {
				int end = rest.indexOf('\'');
				this.position.append((end >= 0) ? rest.substring(0, end) : rest);
				this.positioned = end >= 0;
				this.inPosition = end < 0;
			}
		}

		void check(Path file, String database) {
			if (!this.last.startsWith("-- Dump completed")) {
				throw new DumpFailedException(
						"%s is not whole: it does not end in '-- Dump completed'".formatted(file));
			}
			if (!this.positioned) {
				throw new DumpFailedException(
						"%s does not tell the position of its data: it is not a backup of this program"
							.formatted(file));
			}
			if (this.unlogged) {
				throw new DumpFailedException(
						"%s would be restored without the replicas: take the lines with SQL_LOG_BIN out of it"
							.formatted(file));
			}
			if (!this.databases.equals(Set.of(database))) {
				throw new DumpFailedException(
						"%s is of the databases %s, not of %s".formatted(file, this.databases, database));
			}
		}

	}

}
