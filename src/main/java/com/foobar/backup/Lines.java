package com.foobar.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads the beginnings of the lines of a compressed file. Stateless. */
final class Lines {

	/** What is looked for is shorter; a line of rows may have gigabytes. */
	private static final int LENGTH = 1 << 16;

	private static final int BUFFER = 1 << 16;

	private Lines() {
	}

	/** Reads all of it, to the checksum at its end. */
	static void read(Path file, Consumer<String> line) {
		try (InputStream input = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), BUFFER),
				BUFFER)) {
			read(input, line);
		}
		catch (IOException ex) {
			throw new DumpFailedException("%s cannot be read: %s".formatted(file, describe(ex)), ex);
		}
	}

	private static void read(InputStream input, Consumer<String> line) throws IOException {
		byte[] start = new byte[LENGTH];
		int length = 0;
		for (int next = input.read(); next >= 0; next = input.read()) {
			if (next == '\n') {
				line.accept(new String(start, 0, length, StandardCharsets.ISO_8859_1));
				length = 0;
			}
			else if (length < LENGTH) {
				start[length++] = (byte) next;
			}
		}
		if (length > 0) {
			line.accept(new String(start, 0, length, StandardCharsets.ISO_8859_1));
		}
	}

	private static String describe(IOException failure) {
		String message = failure.getMessage();
		String kind = failure.getClass().getSimpleName();
		return (message != null) ? kind + ": " + message : kind;
	}

}
