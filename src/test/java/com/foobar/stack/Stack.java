package com.foobar.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Compose stack of this checkout, as its operator handles it. Stateless. */
final class Stack {

	/**
	 * The services that keep running, in the order in which they depend on each other.
	 */
	static final List<String> SERVICES = List.of("db1", "db2", "app1", "app2", "web1", "web2", "lb1");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private Stack() {
	}

	/**
	 * Fails with one sentence unless the whole stack is up: its tests do not start one
	 * that nobody asked for.
	 */
	static void requireRunning() {
		List<String> running = compose("ps", "--services", "--status", "running").lines().toList();
		if (!running.containsAll(SERVICES)) {
			throw new IllegalStateException(
					"The stack's tests need %s, but only %s run: docker compose up -d --build --wait"
						.formatted(SERVICES, running));
		}
	}

	/** Where the load balancer answers. */
	static String url() {
		return published("lb1", 8080);
	}

	/** Where a port of a service is published on this machine. */
	static String published(String service, int port) {
		String binding = compose("port", service, String.valueOf(port)).lines().findFirst().orElseThrow();
		return "http://localhost:" + binding.substring(binding.lastIndexOf(':') + 1).strip();
	}

	/** Runs {@code docker compose} and returns what it prints. */
	static String compose(String... arguments) {
		List<String> command = new ArrayList<>(List.of("docker", "compose"));
		command.addAll(List.of(arguments));
		return run(command);
	}

	/** Starts what is not running and waits until all is healthy. */
	static void up() {
		compose("up", "-d", "--wait", "--wait-timeout", "180");
	}

	/** Runs SQL as the administrator of a node; one line per row, columns by tab. */
	static String mysql(String node, String sql) {
		return compose("exec", "-T", node, "mysql", "--batch", "--skip-column-names", "-e", sql).strip();
	}

	/** A single number from a node. */
	static long number(String node, String sql) {
		return Long.parseLong(mysql(node, sql));
	}

	/** What Docker knows of a service's container. */
	static JsonNode inspect(String service) {
		String id = compose("ps", "--all", "--quiet", service).strip();
		return JSON.readTree(run(List.of("docker", "inspect", id))).get(0);
	}

	/** Runs a command and returns what it prints; any status but zero is a failure. */
	static String run(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			int status = process.waitFor();
			if (status != 0) {
				throw new AssertionError("%s ended with status %d: %s".formatted(command, status, output));
			}
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted during " + command, ex);
		}
	}

}
