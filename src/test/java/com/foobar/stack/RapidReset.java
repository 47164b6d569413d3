package com.foobar.stack;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLSocketFactory;

/**
 * An HTTP/2 client that asks for the list and takes each request back at once, on a
 * single connection. Confined to one thread.
 */
final class RapidReset {

	private static final int BATCH = 100;

	private RapidReset() {
	}

	/**
	 * Opens and resets streams until the connection is ended.
	 * @param most gives up after so many
	 * @return how many were sent
	 */
	static int run(int most) throws IOException {
		URI site = URI.create(Stack.url());
		try (Http2Connection connection = Http2Connection.open((SSLSocketFactory) SSLSocketFactory.getDefault(),
				site.getHost(), site.getPort())) {
			return flood(connection, most);
		}
	}

	private static int flood(Http2Connection connection, int most) {
		int streams = 0;
		try {
			while (streams < most) {
				List<Http2Frame> batch = new ArrayList<>();
				for (int stream = 0; stream < BATCH; stream++, streams++) {
					int id = 2 * streams + 1;
					batch.add(Http2Frame.headers(id, true, ":method", "GET", ":scheme", "https", ":authority",
							"localhost", ":path", "/api/entries"));
					batch.add(Http2Frame.cancel(id));
				}
				connection.send(batch);
			}
		}
		catch (IOException ex) {
			// it is ended, as it should be
		}
		return streams;
	}

}
