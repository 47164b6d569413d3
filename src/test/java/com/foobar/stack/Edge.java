package com.foobar.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * The load balancers and their virtual addresses, as an operator handles them. Stateless.
 */
final class Edge {

	static final List<String> LOAD_BALANCERS = List.of("lb1", "lb2");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private Edge() {
	}

	/** The network of the virtual addresses. */
	static String network() {
		return Stack.inspect("lb1").get("NetworkSettings").get("Networks").propertyNames().iterator().next();
	}

	/** A setting of both, such as {@code VIRTUAL_ADDRESS}. */
	static String setting(String name) {
		return Stack.inspect("lb1")
			.get("Config")
			.get("Env")
			.valueStream()
			.map((variable) -> variable.asString().split("=", 2))
			.filter((variable) -> variable[0].equals(name))
			.findFirst()
			.orElseThrow()[1];
	}

	/** The load balancer that has an address, waited for. */
	static String holder(String address) {
		return Awaitility.await("one load balancer has " + address)
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.until(() -> LOAD_BALANCERS.stream().filter((name) -> addresses(name).contains(address)).toList(),
					(holders) -> holders.size() == 1)
			.get(0);
	}

	/** The addresses of a load balancer, none if it does not run. */
	static List<String> addresses(String loadBalancer) {
		return Arrays.asList(Stack.attempt(loadBalancer, "hostname", "-I").output().strip().split(" "));
	}

	/** The other load balancer. */
	static String other(String loadBalancer) {
		return loadBalancer.equals("lb1") ? "lb2" : "lb1";
	}

	/** Ends the processes of HAProxy as a crash would. */
	static void killHaproxy(String loadBalancer) {
		Stack.compose("exec", "-T", "-u", "99:99", loadBalancer, "bash", "-c",
				"kill -9 $(grep -l '^haproxy' /proc/[0-9]*/comm | cut -d/ -f3)");
	}

	/** Has HAProxy do what a line says, and returns its answer. */
	static String steer(String loadBalancer, String line) {
		return Stack.compose("exec", "-T", "-u", "99", loadBalancer, "bash", "-c",
				"socat - /run/haproxy/admin.sock <<<'%s'".formatted(line));
	}

	/** Takes up the certificate as it is now. */
	static void renew() {
		LOAD_BALANCERS.forEach((name) -> Stack.compose("exec", "-T", name, "renew"));
	}

	/** Takes up the configuration and the certificate as they are now. */
	static void reload() {
		LOAD_BALANCERS.forEach((name) -> Stack.compose("exec", "-T", name, "reload"));
	}

	/** Recreates both with settings that win over those in {@code .env}, and waits. */
	static void recreate(Map<String, String> settings) {
		Stack.compose(settings, "up", "-d", "--no-deps", "--wait", "lb1", "lb2");
		holder(setting("VIRTUAL_ADDRESS"));
	}

	/**
	 * Runs a program that needs nothing but a Java runtime in a container of the network,
	 * and returns what it prints.
	 */
	static String run(Class<?> program, String... arguments) {
		return Stack.run(runCommand(program, arguments));
	}

	/** The command that does so. The authority's certificate is in the environment. */
	static List<String> runCommand(Class<?> program, String... arguments) {
		return Stream.concat(
				Stream.of("docker", "run", "--rm", "-i", "--network", network(), "-e",
						"AUTHORITY=" + StackAuthority.pem(), "-v",
						Path.of("target/test-classes").toAbsolutePath() + ":/classes:ro", "--entrypoint", "java",
						Stack.inspect("app1").get("Image").asString(), "-cp", "/classes", program.getName()),
				Stream.of(arguments))
			.toList();
	}

	/** Runs {@code openssl} in the edge network, with nothing from a configuration. */
	static String openssl(String... arguments) {
		return Stack
			.attemptCompose(
					Stream
						.concat(Stream.of("exec", "-T", "-u", "99:99", "-e", "OPENSSL_CONF=/dev/null", "lb2", "timeout",
								"10", "openssl"), Stream.of(arguments))
						.toArray(String[]::new))
			.output();
	}

}
