package com.foobar.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that addresses and ranges which are denied get nothing, and that others do not
 * notice. The denied one is the second load balancer's, as a client of the first; others
 * come from this machine.
 */
@Tag("stack")
class DenyIT {

	/** In this checkout, which the load balancers read. */
	private static final Path LIST = Path.of("haproxy/denied.list");

	private static final String DENIED = "acl /usr/local/etc/haproxy/denied.list ";

	/** What the client ends with when nobody else has ended the connection. */
	private static final int TIMEOUT = 124;

	private static final int PATIENCE_SECONDS = 30;

	private static final String REQUEST = "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n";

	private String address;

	private Bystander bystander;

	@BeforeEach
	void startBystander() {
		Stack.requireRunning();
		this.address = Edge.setting("PEER_ADDRESS");
		this.bystander = Bystander.start();
		assertThat(request()).startsWith("HTTP/1.1 200");
	}

	@AfterEach
	void askBystander() {
		this.bystander.close();
		assertThat(request()).startsWith("HTTP/1.1 200");
		assertThat(this.bystander.failures()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/32", "/30" })
	void deniedRangeGetsNothingUntilItIsAllowedAgain(String length) {
		steer("add " + DENIED + this.address + length);
		try {
			assertThat(request()).isEmpty();
		}
		finally {
			steer("del " + DENIED + this.address + length);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/32", "/30" })
	void rangeInTheListOfTheDeniedGetsNothingFromTheNextReloadOn(String length) throws IOException {
		String list = Files.readString(LIST);
		try {
			Files.writeString(LIST, list + this.address + length + "\n");
			Edge.reload();
			assertThat(request()).isEmpty();
		}
		finally {
			Files.writeString(LIST, list);
			Edge.reload();
		}
	}

	@Test
	void connectionThatIsOpenEndsWithItsNextRequest() throws IOException, InterruptedException {
		Process client = new ProcessBuilder(
				Stack.composeCommand("exec", "-T", "lb2", "bash", "-c", Attacker.client(PATIENCE_SECONDS)))
			.start();
		try {
			assertThat(answer(client)).startsWith("HTTP/1.1 200");
			assertThat(answer(client)).startsWith("HTTP/1.1 200");
			steer("add " + DENIED + this.address);
			assertThat(answer(client)).isEmpty();
			assertThat(client.waitFor()).isNotEqualTo(TIMEOUT);
		}
		finally {
			steer("del " + DENIED + this.address);
			client.destroy();
		}
	}

	/** What comes before an empty line, or before the end of the connection. */
	private static String answer(Process client) throws IOException {
		client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
		client.getOutputStream().flush();
		return RawHttp.head(client.getInputStream());
	}

	private static String request() {
		return Attacker.run(Attacker.request("HEAD", PATIENCE_SECONDS));
	}

	private static void steer(String command) {
		Edge.steer("lb1", command);
	}

}
