package com.foobar.web;

import java.io.IOException;
import java.io.PrintWriter;

import com.foobar.consistency.ConsistencyScope;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A response that is given its consistency token before the first byte of its body, since
 * afterwards it may be too late. Confined to the thread of its request.
 */
final class TokenResponse extends HttpServletResponseWrapper {

	private final HttpServletRequest request;

	private final ConsistencyScope scope;

	private final TokenTransport transport;

	private boolean begun;

	private @Nullable TokenStream stream;

	private @Nullable TokenWriter writer;

	TokenResponse(HttpServletRequest request, HttpServletResponse response, ConsistencyScope scope,
			TokenTransport transport) {
		super(response);
		this.request = request;
		this.scope = scope;
		this.transport = transport;
	}

	/** Adds the token, unless it has been added. */
	void begin() {
		if (!this.begun && !isCommitted()) {
			this.begun = true;
			this.transport.write(this.scope, this.request, (HttpServletResponse) getResponse());
		}
	}

	/** Asking for it is no first byte: what is committed in between counts too. */
	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		if (this.stream == null) {
			this.stream = new TokenStream(super.getOutputStream(), this);
		}
		return this.stream;
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		if (this.writer == null) {
			this.writer = new TokenWriter(super.getWriter(), this);
		}
		return this.writer;
	}

	@Override
	public void flushBuffer() throws IOException {
		begin();
		super.flushBuffer();
	}

	@Override
	public void sendError(int status) throws IOException {
		begin();
		super.sendError(status);
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		begin();
		super.sendError(status, message);
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		begin();
		super.sendRedirect(location);
	}

	@Override
	public void sendRedirect(String location, int status) throws IOException {
		begin();
		super.sendRedirect(location, status);
	}

	@Override
	public void sendRedirect(String location, boolean clearBuffer) throws IOException {
		begin();
		super.sendRedirect(location, clearBuffer);
	}

	@Override
	public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
		begin();
		super.sendRedirect(location, status, clearBuffer);
	}

	/** A response that starts over has lost its headers, the token among them. */
	@Override
	public void reset() {
		super.reset();
		this.begun = false;
		this.stream = null;
		this.writer = null;
	}

}
