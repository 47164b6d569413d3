package com.foobar.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Clients that send little each second, and read little or nothing of what they are sent.
 * Used by one thread.
 */
final class SlowClients implements AutoCloseable {

	private final List<Socket> sockets = new ArrayList<>();

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private SlowClients(int clients, String begin, String more) {
		try {
			RawHttp http = new RawHttp();
			for (int client = 0; client < clients; client++) {
				Socket socket = http.connect();
				this.sockets.add(socket);
				send(socket, begin);
			}
		}
		catch (IOException ex) {
			close();
			throw new UncheckedIOException(ex);
		}
		this.executor.scheduleAtFixedRate(() -> sendAll(more), 1, 1, TimeUnit.SECONDS);
	}

	/** Clients that begin like this and then send a byte each second. */
	static SlowClients sending(int clients, String request) {
		return new SlowClients(clients, request, "x");
	}

	/** Clients that ask for this each second and read nothing. */
	static SlowClients reading(int clients, String requests) {
		return new SlowClients(clients, requests, requests);
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
	}

	private void sendAll(String text) {
		for (Socket socket : this.sockets) {
			try {
				send(socket, text);
			}
			catch (IOException ex) {
				// it has been ended, as it should be
			}
		}
	}

	/** How many clients there are. */
	int size() {
		return this.sockets.size();
	}

	/** Waits until everyone is answered, and returns the statuses. */
	List<Integer> statuses() {
		List<Integer> statuses = new ArrayList<>();
		try {
			for (Socket socket : this.sockets) {
				statuses.add(RawHttp.status(socket));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return statuses;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		for (Socket socket : this.sockets) {
			try {
				socket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

}
