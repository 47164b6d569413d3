package com.foobar.web;

import java.io.IOException;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;

/**
 * The stream of a {@link TokenResponse}, which begins with the first byte rather than
 * when it is asked for. Confined to one thread at a time.
 */
final class TokenStream extends ServletOutputStream {

	private final ServletOutputStream stream;

	private final TokenResponse response;

	TokenStream(ServletOutputStream stream, TokenResponse response) {
		this.stream = stream;
		this.response = response;
	}

	@Override
	public void write(int value) throws IOException {
		this.response.begin();
		this.stream.write(value);
	}

	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		this.response.begin();
		this.stream.write(bytes, offset, length);
	}

	@Override
	public void flush() throws IOException {
		this.response.begin();
		this.stream.flush();
	}

	@Override
	public void close() throws IOException {
		this.response.begin();
		this.stream.close();
	}

	@Override
	public boolean isReady() {
		return this.stream.isReady();
	}

	@Override
	public void setWriteListener(WriteListener listener) {
		this.stream.setWriteListener(listener);
	}

}
