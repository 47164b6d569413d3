package com.foobar.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * An HTTP/2 client that asks for the list and takes each request back at once, on a
 * single connection. Confined to one thread.
 */
final class RapidReset {

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	/** END_STREAM and END_HEADERS. */
	private static final int WHOLE = 5;

	private static final int CANCEL = 8;

	private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	private static final int BATCH = 100;

	private RapidReset() {
	}

	/**
	 * Opens and resets streams until the connection is ended.
	 * @param most gives up after so many
	 * @return how many were sent
	 */
	static int run(int most) throws IOException {
		try (SSLSocket socket = new RawHttp().connect()) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setApplicationProtocols(new String[] { "h2" });
			socket.setSSLParameters(parameters);
			socket.getOutputStream().write(PREFACE);
			socket.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
			return flood(socket, most);
		}
	}

	private static int flood(Socket socket, int most) {
		int streams = 0;
		try {
			while (streams < most) {
				ByteArrayOutputStream batch = new ByteArrayOutputStream();
				for (int stream = 0; stream < BATCH; stream++, streams++) {
					int id = 2 * streams + 1;
					batch.writeBytes(frame(HEADERS, WHOLE, id, request()));
					batch.writeBytes(frame(RST_STREAM, 0, id, ByteBuffer.allocate(4).putInt(CANCEL).array()));
				}
				socket.getOutputStream().write(batch.toByteArray());
			}
		}
		catch (IOException ex) {
			// it is ended, as it should be
		}
		return streams;
	}

	private static byte[] frame(int type, int flags, int stream, byte[] payload) {
		return ByteBuffer.allocate(9 + payload.length)
			.putInt(payload.length << 8 | type)
			.put((byte) flags)
			.putInt(stream)
			.put(payload)
			.array();
	}

	/** GET https://localhost/api/entries, without a table. */
	private static byte[] request() {
		return ByteBuffer.allocate(27)
			.put(new byte[] { (byte) 0x82, (byte) 0x87, 0x04, 12 })
			.put("/api/entries".getBytes(StandardCharsets.US_ASCII))
			.put(new byte[] { 0x01, 9 })
			.put("localhost".getBytes(StandardCharsets.US_ASCII))
			.array();
	}

}
