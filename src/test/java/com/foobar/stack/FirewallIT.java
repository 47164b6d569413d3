package com.foobar.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that every service reaches what docs/firewall.md says, and nothing else. */
@Tag("stack")
class FirewallIT {

	/**
	 * Prints each of the addresses and ports among its arguments that takes a connection.
	 * A packet that is dropped is sent again after a second.
	 */
	private static final String CONNECT = """
			for target; do
			  (timeout 3 bash -c "exec 3<>/dev/tcp/${target%:*}/${target#*:}" 2>/dev/null && echo "$target") &
			done
			wait""";

	private static final String LISTENING = "0A";

	/** Docker's own resolver in each container, 127.0.0.11. */
	private static final String RESOLVER = "0B00007F:";

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	@Test
	void everyServiceReachesWhatIsDocumentedAndNothingElse() throws IOException {
		Edge.holder(Edge.setting("VIRTUAL_ADDRESS"));
		List<Port> ports = Stack.SERVICES.stream().flatMap(FirewallIT::ports).toList();
		assertThat(ports).extracting(Port::address).contains(Edge.setting("VIRTUAL_ADDRESS"));
		Set<String> open = new TreeSet<>();
		for (String source : Stack.SERVICES) {
			List<Port> others = ports.stream().filter((port) -> !port.service().equals(source)).toList();
			Set<String> answering = connect(source, others.stream().map(Port::target).toList());
			others.stream()
				.filter((port) -> answering.contains(port.target()))
				.forEach((port) -> open.add(source + " -> " + port.service() + ":" + port.number()));
		}
		assertThat(open).isEqualTo(documented());
	}

	/**
	 * Every port of a service at each of its addresses, but for Docker's own resolver.
	 */
	private static Stream<Port> ports(String service) {
		Set<String> addresses = addresses(service);
		Set<Integer> numbers = Stack.compose("exec", "-T", service, "cat", "/proc/net/tcp", "/proc/net/tcp6")
			.lines()
			.map((line) -> line.strip().split("\\s+"))
			.filter((words) -> words[3].equals(LISTENING) && !words[1].startsWith(RESOLVER))
			.map((words) -> Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(numbers).as("ports of " + service).isNotEmpty();
		return numbers.stream()
			.flatMap((number) -> addresses.stream().map((address) -> new Port(service, address, number)));
	}

	/** Those that Docker gave it, and the virtual ones that it has. */
	private static Set<String> addresses(String service) {
		Stream<String> given = Stack.inspect(service)
			.get("NetworkSettings")
			.get("Networks")
			.valueStream()
			.map((network) -> network.get("IPAddress"))
			.map(JsonNode::asString);
		Stream<String> virtual = service.startsWith("lb") ? Edge.addresses(service).stream() : Stream.empty();
		return Stream.concat(given, virtual).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> connect(String source, List<String> targets) {
		List<String> command = Stream
			.concat(Stream.of("exec", "-T", source, "bash", "-c", CONNECT, "connect"), targets.stream())
			.toList();
		return Stack.compose(command.toArray(String[]::new)).lines().collect(Collectors.toSet());
	}

	/** The rows of the first table. */
	private static Set<String> documented() throws IOException {
		return Files.readAllLines(Path.of("docs/firewall.md"))
			.stream()
			.filter((line) -> line.matches("\\| [a-z0-9, ]+ \\| [a-z0-9, ]+ \\| [0-9, ]+ \\|.*"))
			.map((line) -> Arrays.stream(line.split("\\|")).map(String::strip).toList())
			.flatMap((cells) -> combinations(words(cells.get(1)), words(cells.get(2)), words(cells.get(3))))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Stream<String> combinations(List<String> sources, List<String> targets, List<String> ports) {
		return sources.stream()
			.flatMap((source) -> targets.stream()
				.filter((target) -> !target.equals(source))
				.flatMap((target) -> ports.stream().map((port) -> source + " -> " + target + ":" + port)));
	}

	private static List<String> words(String cell) {
		return List.of(cell.split(", "));
	}

	/** A port of a service at one of its addresses. */
	private record Port(String service, String address, int number) {

		String target() {
			return this.address + ":" + this.number;
		}

	}

}
