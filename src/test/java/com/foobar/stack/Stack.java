package com.foobar.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Compose stack of this checkout, as its operator handles it. Stateless. */
final class Stack {

	/**
	 * The services that keep running, in the order in which they depend on each other.
	 */
	static final List<String> SERVICES = List.of("db1", "db2", "controller", "app1", "app2", "web1", "web2", "lb1",
			"lb2");

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private Stack() {
	}

	/**
	 * Fails with one sentence unless the whole stack is up: its tests do not start one
	 * that nobody asked for. From then on its authority is trusted.
	 */
	static void requireRunning() {
		List<String> running = compose("ps", "--services", "--status", "running").lines().toList();
		if (!running.containsAll(SERVICES)) {
			throw new IllegalStateException(
					"The stack's tests need %s, but only %s run: docker compose up -d --build --wait"
						.formatted(SERVICES, running));
		}
		StackAuthority.trust();
	}

	/** Where the first load balancer answers. */
	static String url() {
		return url("lb1");
	}

	/** Where a load balancer answers. */
	static String url(String loadBalancer) {
		return "https://localhost:" + port(loadBalancer, 443);
	}

	/**
	 * The address that whichever load balancer works has. From this machine it is reached
	 * where Docker's networks are, which is not so with Docker Desktop.
	 */
	static String virtualUrl() {
		return "https://" + inspect("lb1").get("Config")
			.get("Env")
			.valueStream()
			.map(JsonNode::asString)
			.filter((variable) -> variable.startsWith("VIRTUAL_ADDRESS="))
			.map((variable) -> variable.substring(variable.indexOf('=') + 1))
			.findFirst()
			.orElseThrow();
	}

	/** Where an operator asks an application. */
	static String actuator(String application) {
		return "http://localhost:" + port(application, 9000);
	}

	/** Where a port of a service is published on this machine. */
	static int port(String service, int port) {
		String binding = compose("port", service, String.valueOf(port)).lines().findFirst().orElseThrow();
		return Integer.parseInt(binding.substring(binding.lastIndexOf(':') + 1).strip());
	}

	/** Runs {@code docker compose} and returns what it prints. */
	static String compose(String... arguments) {
		return run(composeCommand(arguments));
	}

	static List<String> composeCommand(String... arguments) {
		return Stream.concat(Stream.of("docker", "compose"), Stream.of(arguments)).toList();
	}

	/** Runs {@code docker compose}, its complaints among what it prints. */
	static Result attemptCompose(String... arguments) {
		return attempt(new ProcessBuilder(composeCommand(arguments)).redirectErrorStream(true));
	}

	/** Runs a command in a service's container, its complaints among what it prints. */
	static Result attempt(String service, String... command) {
		return attemptCompose(
				Stream.concat(Stream.of("exec", "-T", service), Stream.of(command)).toArray(String[]::new));
	}

	/** Runs {@code docker compose} with variables that win over those in {@code .env}. */
	static String compose(Map<String, String> variables, String... arguments) {
		return execute(variables, composeCommand(arguments)).output();
	}

	/**
	 * Runs a command of the controller in a container of its own. What it prints has its
	 * complaints among it.
	 */
	static Result controller(String... arguments) {
		return controller(Map.of(), List.of(arguments));
	}

	/** The same with variables in the container's environment. */
	static Result controller(Map<String, String> environment, List<String> arguments) {
		List<String> command = new ArrayList<>(composeCommand("run", "--rm", "-T"));
		environment.forEach((name, value) -> command.addAll(List.of("-e", name + "=" + value)));
		command.add("controller");
		command.addAll(arguments);
		return attempt(new ProcessBuilder(command).redirectErrorStream(true));
	}

	/** The same, where any status but zero is a failure. */
	static String control(String... arguments) {
		Result result = controller(arguments);
		if (result.status() != 0) {
			throw new AssertionError("controller %s ended with status %d: %s".formatted(List.of(arguments),
					result.status(), result.output()));
		}
		return result.output();
	}

	/** Waits until the controller finds nothing to be mended. */
	static void awaitInOrder() {
		Awaitility.await("the controller's status is 0")
			.atMost(PATIENCE)
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofSeconds(1))
			.until(() -> controller("status").status() == 0);
	}

	/** The nodes of the pair. */
	static List<String> nodes() {
		return List.of("db1", "db2");
	}

	/** The one node that takes writes. */
	static String primary() {
		List<String> writable = nodes().stream().filter(Stack::isWritable).toList();
		if (writable.size() != 1) {
			throw new AssertionError("Expected one node that takes writes, not " + writable);
		}
		return writable.get(0);
	}

	/** The node that is not the given one. */
	static String other(String node) {
		return nodes().stream().filter((name) -> !name.equals(node)).findFirst().orElseThrow();
	}

	/** Whether a node answers and takes writes. */
	static boolean isWritable(String node) {
		Result result = attempt(Map.of(), composeCommand("exec", "-T", node, "mysql", "--batch", "--skip-column-names",
				"-e", "SELECT @@global.read_only"));
		return result.status() == 0 && result.output().strip().equals("0");
	}

	/** The container of a service, running or not. */
	static String container(String service) {
		return compose("ps", "--all", "--quiet", service).strip();
	}

	/** Does to a service's container what Docker calls so: kill, pause, unpause. */
	static void docker(String verb, String service) {
		run(List.of("docker", verb, container(service)));
	}

	/** Lets a service's container have no more of the processors from now on. */
	static void limitProcessors(String service, double processors) {
		run(List.of("docker", "update", "--cpus", String.valueOf(processors), container(service)));
	}

	/** Lets a service's container have all processors again. */
	static void allProcessors(String service) {
		limitProcessors(service, Runtime.getRuntime().availableProcessors());
	}

	/** Waits until a replica has all that the primary has, and nothing of its own. */
	static void awaitSame(String primary, String replica) {
		String executed = mysql(primary, "SELECT @@global.gtid_executed").replace("\\n", "");
		Awaitility.await("%s has all that %s has".formatted(replica, primary))
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(200))
			.until(() -> number(replica, "SELECT GTID_SUBSET('%s', @@global.gtid_executed)".formatted(executed)) == 1);
		String replicated = mysql(replica, "SELECT @@global.gtid_executed").replace("\\n", "");
		if (number(primary, "SELECT GTID_SUBSET('%s', @@global.gtid_executed)".formatted(replicated)) != 1) {
			throw new AssertionError("%s has what %s lacks in %s".formatted(replica, primary, replicated));
		}
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
		return JSON.readTree(run(List.of("docker", "inspect", container(service)))).get(0);
	}

	/** What Docker knows of the networks that the services are in. */
	static List<JsonNode> networks() {
		return SERVICES.stream()
			.flatMap((service) -> inspect(service).get("NetworkSettings").get("Networks").propertyNames().stream())
			.distinct()
			.map((network) -> JSON.readTree(run(List.of("docker", "network", "inspect", network))).get(0))
			.toList();
	}

	/** Runs a command and returns what it prints; any status but zero is a failure. */
	static String run(List<String> command) {
		return execute(Map.of(), command).output();
	}

	private static Result execute(Map<String, String> variables, List<String> command) {
		Result result = attempt(variables, command);
		if (result.status() != 0) {
			throw new AssertionError(
					"%s ended with status %d: %s".formatted(command, result.status(), result.output()));
		}
		return result;
	}

	private static Result attempt(Map<String, String> variables, List<String> command) {
		ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
		builder.environment().putAll(variables);
		return attempt(builder);
	}

	private static Result attempt(ProcessBuilder builder) {
		try {
			Process process = builder.start();
			process.getOutputStream().close();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			return new Result(process.waitFor(), output);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted during " + builder.command(), ex);
		}
	}

	/**
	 * How a command ended.
	 *
	 * @param status its exit status
	 * @param output what it printed
	 */
	record Result(int status, String output) {

	}

}
