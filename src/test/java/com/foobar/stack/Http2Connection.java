package com.foobar.stack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection over HTTP/2 whose frames are sent as they are, right or wrong. It needs
 * nothing but a Java runtime. One thread may send while another reads.
 */
final class Http2Connection implements AutoCloseable {

	private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

	private static final int SILENCE_MILLIS = 20_000;

	private final Socket transport;

	private final OutputStream output;

	private final DataInputStream input;

	private Http2Connection(Socket transport, SSLSocket socket) throws IOException {
		SSLParameters parameters = socket.getSSLParameters();
		parameters.setApplicationProtocols(new String[] { "h2" });
		socket.setSSLParameters(parameters);
		socket.setSoTimeout(SILENCE_MILLIS);
		this.transport = transport;
		this.output = socket.getOutputStream();
		this.input = new DataInputStream(socket.getInputStream());
		this.output.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
		send(List.of(Http2Frame.settings()));
	}

	/** A new connection by which nothing has been asked yet. */
	static Http2Connection open(SSLSocketFactory factory, String host, int port) throws IOException {
		Socket transport = new Socket(host, port);
		return new Http2Connection(transport, (SSLSocket) factory.createSocket(transport, host, port, true));
	}

	/** Sends frames in one go. */
	void send(List<Http2Frame> frames) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		frames.forEach((frame) -> bytes.writeBytes(frame.bytes()));
		this.output.write(bytes.toByteArray());
	}

	/**
	 * Waits for what becomes of a stream: the head of an answer, its reset, or the end of
	 * the connection.
	 */
	Http2Frame await(int stream) throws IOException {
		Http2Frame frame = Http2Frame.read(this.input);
		while (!(frame.type() == Http2Frame.GOAWAY || frame.stream() == stream
				&& (frame.type() == Http2Frame.HEADERS || frame.type() == Http2Frame.RST_STREAM))) {
			frame = Http2Frame.read(this.input);
		}
		return frame;
	}

	/** Ends it without a farewell, which the other side may be slow to return. */
	@Override
	public void close() throws IOException {
		this.transport.close();
	}

}
