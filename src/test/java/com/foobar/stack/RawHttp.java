package com.foobar.stack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import com.foobar.client.Answer;

/**
 * Requests byte by byte to the load balancer, as no client sends them. A text has a byte
 * for each character, as in ISO 8859-1. Immutable.
 */
final class RawHttp {

	/** Longer than the load balancer waits for a request. */
	private static final int SILENCE_MILLIS = 12_000;

	private static final int STATUS_START = "HTTP/1.1 ".length();

	private static final int STATUS_LENGTH = STATUS_START + 3;

	private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

	private final URI site = URI.create(Stack.url());

	/** A new connection to the load balancer. */
	SSLSocket connect() throws IOException {
		return (SSLSocket) SSLSocketFactory.getDefault().createSocket(this.site.getHost(), this.site.getPort());
	}

	/**
	 * Sends a text and returns all answers, until the connection is ended or silent.
	 * @param request one request or several
	 */
	List<Answer> send(String request) {
		try (Socket socket = connect()) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			socket.setSoTimeout(SILENCE_MILLIS);
			return read(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits for the head of the next answer, or for what there is of it at the end. */
	static String head(InputStream input) throws IOException {
		StringBuilder head = new StringBuilder();
		int next = 0;
		while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
			next = input.read();
			head.append((next >= 0) ? String.valueOf((char) next) : "");
		}
		return head.toString();
	}

	/** Waits for the next answer and returns its status. */
	static int status(Socket socket) throws IOException {
		String line = new String(socket.getInputStream().readNBytes(STATUS_LENGTH), StandardCharsets.ISO_8859_1);
		return Integer.parseInt(line.substring(STATUS_START));
	}

	/** All answers until the connection is ended, or silent for its timeout. */
	private static List<Answer> read(Socket socket) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			socket.getInputStream().transferTo(bytes);
		}
		catch (SocketTimeoutException ex) {
			// that was all
		}
		return parse(bytes.toString(StandardCharsets.ISO_8859_1));
	}

	private static List<Answer> parse(String text) {
		List<Answer> answers = new ArrayList<>();
		int start = 0;
		while (start < text.length()) {
			int body = text.indexOf("\r\n\r\n", start) + 4;
			HttpHeaders headers = headers(text.substring(start, body).split("\r\n"));
			int end = headers.firstValue("Transfer-Encoding").isPresent()
					? text.indexOf(LAST_CHUNK, body) + LAST_CHUNK.length()
					: body + (int) headers.firstValueAsLong("Content-Length").orElse(0);
			answers.add(new Answer(Integer.parseInt(text.substring(start + STATUS_START, start + STATUS_LENGTH)),
					headers, text.substring(body, Math.min(end, text.length()))));
			start = end;
		}
		return answers;
	}

	private static HttpHeaders headers(String[] lines) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (int line = 1; line < lines.length; line++) {
			String[] header = lines[line].split(":", 2);
			headers.computeIfAbsent(header[0], (name) -> new ArrayList<>()).add(header[1].strip());
		}
		return HttpHeaders.of(headers, (name, value) -> true);
	}

}
