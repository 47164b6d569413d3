package com.foobar.web;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * The writer of a {@link TokenResponse}, which begins with the first character rather
 * than when it is asked for. Confined to one thread at a time.
 */
final class TokenWriter extends PrintWriter {

	private final PrintWriter writer;

	TokenWriter(PrintWriter writer, TokenResponse response) {
		super(new Beginning(writer, response));
		this.writer = writer;
	}

	/** The container's writer knows whether the client is still there. */
	@Override
	public boolean checkError() {
		return super.checkError() || this.writer.checkError();
	}

	/** Everything that is printed comes through here. */
	private static final class Beginning extends FilterWriter {

		private final TokenResponse response;

		Beginning(PrintWriter writer, TokenResponse response) {
			super(writer);
			this.response = response;
		}

		@Override
		public void write(int character) throws IOException {
			this.response.begin();
			super.write(character);
		}

		@Override
		public void write(char[] characters, int offset, int length) throws IOException {
			this.response.begin();
			super.write(characters, offset, length);
		}

		@Override
		public void write(String text, int offset, int length) throws IOException {
			this.response.begin();
			super.write(text, offset, length);
		}

		@Override
		public void flush() throws IOException {
			this.response.begin();
			super.flush();
		}

		@Override
		public void close() throws IOException {
			this.response.begin();
			super.close();
		}

	}

}
