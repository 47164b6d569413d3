package com.foobar.stack;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A frame of HTTP/2, whatever is in it, as RFC 9113 draws it. It needs nothing but a Java
 * runtime. Immutable.
 *
 * @param type what it is for
 * @param flags what is set of it
 * @param stream the stream it belongs to, 0 for the connection
 * @param payload what follows its head
 */
record Http2Frame(int type, int flags, int stream, byte[] payload) {

	static final int HEADERS = 1;

	static final int RST_STREAM = 3;

	static final int GOAWAY = 7;

	private static final int DATA = 0;

	private static final int SETTINGS = 4;

	private static final int END_STREAM = 1;

	private static final int END_HEADERS = 4;

	/** What resets and ends are for, by their code. */
	private static final List<String> REASONS = List.of("NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR",
			"FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL",
			"COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED");

	/** What a header block has for the statuses that are common. */
	private static final Map<Integer, String> STATUSES = Map.of(0x88, "200", 0x8c, "400", 0x8d, "404", 0x8e, "500");

	/** Settings that leave everything as it is. */
	static Http2Frame settings() {
		return new Http2Frame(SETTINGS, 0, 0, new byte[0]);
	}

	/**
	 * A head or trailers.
	 * @param last whether no body follows
	 * @param fields names and values in turn, of up to 126 bytes each
	 */
	static Http2Frame headers(int stream, boolean last, String... fields) {
		return new Http2Frame(HEADERS, END_HEADERS + (last ? END_STREAM : 0), stream, block(fields));
	}

	/** A part of a body. */
	static Http2Frame data(int stream, boolean last, String text) {
		return new Http2Frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** Takes a request back. */
	static Http2Frame cancel(int stream) {
		return new Http2Frame(RST_STREAM, 0, stream, ByteBuffer.allocate(4).putInt(REASONS.indexOf("CANCEL")).array());
	}

	/** With no table and no code. */
	private static byte[] block(String... fields) {
		ByteArrayOutputStream block = new ByteArrayOutputStream();
		for (int field = 0; field < fields.length; field++) {
			if (field % 2 == 0) {
				block.write(0);
			}
			block.write(fields[field].length());
			block.writeBytes(fields[field].getBytes(StandardCharsets.ISO_8859_1));
		}
		return block.toByteArray();
	}

	/** Waits for the next frame. */
	static Http2Frame read(DataInputStream input) throws IOException {
		int lengthAndType = input.readInt();
		int flags = input.readUnsignedByte();
		int stream = input.readInt();
		return new Http2Frame(lengthAndType & 0xff, flags, stream, input.readNBytes(lengthAndType >>> 8));
	}

	/** The frame as it is sent. */
	byte[] bytes() {
		return ByteBuffer.allocate(9 + this.payload.length)
			.putInt(this.payload.length << 8 | this.type)
			.put((byte) this.flags)
			.putInt(this.stream)
			.put(this.payload)
			.array();
	}

	/** What a stream or a connection has come to: a status, or its end and the reason. */
	@Override
	public String toString() {
		return switch (this.type) {
			case HEADERS -> status();
			case RST_STREAM -> "RST_STREAM " + reason(0);
			case GOAWAY -> "GOAWAY " + reason(4);
			default -> "frame of type " + this.type;
		};
	}

	private String reason(int offset) {
		return REASONS.get(ByteBuffer.wrap(this.payload).getInt(offset));
	}

	/** The load balancer begins with it, and has no code for digits and letters. */
	private String status() {
		return STATUSES.getOrDefault(this.payload[0] & 0xff,
				new String(this.payload, 2, 3, StandardCharsets.ISO_8859_1));
	}

	/** Whether an answer of the load balancer has a header field of this name. */
	boolean names(String field) {
		return new String(this.payload, StandardCharsets.ISO_8859_1).contains(field);
	}

}
