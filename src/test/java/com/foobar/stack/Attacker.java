package com.foobar.stack;

/**
 * The second load balancer as a client of the first, whose address is nobody else's.
 * Stateless.
 */
final class Attacker {

	private Attacker() {
	}

	/** A command that sends its input over TLS, and ends after so many seconds. */
	static String client(int seconds) {
		return "timeout %d openssl s_client -quiet -connect lb1:443 2>/dev/null".formatted(seconds);
	}

	/** A command that sends one request by that, whatever becomes of it. */
	static String request(String method, int seconds) {
		return "printf '%s / HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' | %s || true".formatted(method,
				client(seconds));
	}

	/** Runs a script of such commands and returns what it prints. */
	static String run(String script) {
		return Stack.compose("exec", "-T", "lb2", "bash", "-c", script);
	}

}
