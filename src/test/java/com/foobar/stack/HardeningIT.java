package com.foobar.stack;

import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that no container of the stack has more than it needs. */
@Tag("stack")
class HardeningIT {

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	static List<String> services() {
		return Stack.SERVICES;
	}

	@ParameterizedTest
	@MethodSource("services")
	void containerIsConfined(String service) {
		JsonNode container = Stack.inspect(service);
		JsonNode host = container.get("HostConfig");
		assertThat(host.get("ReadonlyRootfs").asBoolean()).as("read-only").isTrue();
		assertThat(texts(host.get("CapDrop"))).as("dropped capabilities").containsExactly("ALL");
		assertThat(texts(host.get("SecurityOpt"))).anyMatch((option) -> option.startsWith("no-new-privileges"));
		assertThat(host.get("Memory").asLong()).as("memory limit").isPositive();
		assertThat(host.get("PidsLimit").asLong()).as("process limit").isPositive();
		assertThat(host.get("RestartPolicy").get("Name").asString()).isEqualTo("unless-stopped");
		assertThat(host.get("LogConfig").get("Config").has("max-size")).as("log rotation").isTrue();
		assertThat(container.get("Config").get("User").asString()).as("user")
			.matches(service.startsWith("lb") ? "0:0" : "[1-9]\\d*(:\\d+)?");
		assertThat(container.get("State").get("Health").get("Status").asString()).isEqualTo("healthy");
	}

	@ParameterizedTest
	@ValueSource(strings = { "lb1", "lb2" })
	void loadBalancerHasWhatMovesAnAddressAndItsHaproxyNothing(String service) {
		assertThat(texts(Stack.inspect(service).get("HostConfig").get("CapAdd")))
			.allMatch((capability) -> capability.matches("(CAP_)?(NET_ADMIN|NET_RAW|SETGID|SETUID)"))
			.hasSize(4);
		String processes = Stack.compose("exec", "-T", service, "sh", "-c",
				"grep -l ^haproxy /proc/[0-9]*/comm | xargs dirname | sed s,$,/status, | xargs grep -hE '^(Uid|CapEff):'");
		assertThat(processes.lines().map((line) -> line.split("\\s+")).map((words) -> words[0] + words[1]).distinct())
			.containsExactlyInAnyOrder("Uid:99", "CapEff:0000000000000000");
	}

	@Test
	void onlyTheLoadBalancersArePublishedToTheWorld() {
		for (String service : Stack.SERVICES) {
			List<String> addresses = Stack.inspect(service)
				.get("NetworkSettings")
				.get("Ports")
				.valueStream()
				.filter(JsonNode::isArray)
				.flatMap(JsonNode::valueStream)
				.map((binding) -> binding.get("HostIp").asString())
				.toList();
			if (service.startsWith("lb")) {
				assertThat(addresses).as(service).contains("0.0.0.0");
			}
			else {
				assertThat(addresses).as(service).allMatch("127.0.0.1"::equals);
			}
		}
	}

	@Test
	void noNetworkHasAWayOut() {
		List<JsonNode> networks = Stack.networks();
		assertThat(networks).hasSize(4);
		for (JsonNode network : networks) {
			boolean masquerading = !network.get("Options")
				.path("com.docker.network.bridge.enable_ip_masquerade")
				.asString("true")
				.equals("false");
			assertThat(network.get("Internal").asBoolean() || !masquerading).as(network.get("Name").asString())
				.isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "secrets, CHOWN", "certificates, CHOWN DAC_READ_SEARCH" })
	void serviceThatMakesSecretsHasNoNetworkAndFewCapabilities(String service, String capabilities) {
		JsonNode host = Stack.inspect(service).get("HostConfig");
		assertThat(host.get("NetworkMode").asString()).isEqualTo("none");
		assertThat(host.get("ReadonlyRootfs").asBoolean()).isTrue();
		assertThat(texts(host.get("CapDrop"))).containsExactly("ALL");
		assertThat(texts(host.get("CapAdd")).stream().map((capability) -> capability.replace("CAP_", "")))
			.containsExactlyInAnyOrder(capabilities.split(" "));
	}

	private static List<String> texts(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

}
