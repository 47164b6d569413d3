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
 * Clients that send a byte a second, or read nothing of what they are sent. Used by one
 * thread.
 */
final class SlowClients implements AutoCloseable {

	private final List<Socket> sockets = new ArrayList<>();

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private SlowClients(int clients, String request) {
		try {
			RawHttp http = new RawHttp();
			for (int client = 0; client < clients; client++) {
				Socket socket = http.connect();
				this.sockets.add(socket);
				socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			}
		}
		catch (IOException ex) {
			close();
			throw new UncheckedIOException(ex);
		}
	}

	/** Clients that begin like this and then send a byte each second. */
	static SlowClients sending(int clients, String request) {
		SlowClients slow = new SlowClients(clients, request);
		slow.executor.scheduleAtFixedRate(slow::sendByte, 1, 1, TimeUnit.SECONDS);
		return slow;
	}

	/** Clients that send all of this and read nothing. */
	static SlowClients reading(int clients, String request) {
		return new SlowClients(clients, request);
	}

	private void sendByte() {
		for (Socket socket : this.sockets) {
			try {
				socket.getOutputStream().write('x');
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
