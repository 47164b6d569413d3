package com.foobar.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.foobar.position.Position;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class TopologyMetersTests {

	private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final CurrentTopology topology = new CurrentTopology(List.of("db1", "db2"), List.of());

	@BeforeEach
	void bind() {
		new TopologyMeters(this.topology).bindTo(this.registry);
	}

	@Test
	void nodeThatNobodyHasSeenIsDownWithoutNumbers() {
		for (String node : List.of("db1", "db2")) {
			assertThat(value("lag", node)).isNaN();
			assertThat(value("transactions.behind", node)).isNaN();
			assertThat(value("up", node)).isZero();
			assertThat(value("primary", node)).isZero();
			assertThat(health("db1", Health.DOWN)).isOne();
		}
	}

	@Test
	void replicaIsShownWithItsLagAndWhatItLacks() {
		see("db1", Role.PRIMARY, Health.UP, "1-100", null);
		see("db2", Role.REPLICA, Health.UP, "1-90", Duration.ofMillis(1500));
		assertThat(value("lag", "db2")).isEqualTo(1.5);
		assertThat(value("transactions.behind", "db2")).isEqualTo(10);
		assertThat(value("up", "db2")).isOne();
		assertThat(value("primary", "db2")).isZero();
	}

	@Test
	void replicaThatHasEverythingIsAtZero() {
		see("db1", Role.PRIMARY, Health.UP, "1-100", null);
		see("db2", Role.REPLICA, Health.UP, "1-100", Duration.ZERO);
		assertThat(value("lag", "db2")).isZero();
		assertThat(value("transactions.behind", "db2")).isZero();
	}

	@Test
	void primaryHasNoLagAndLacksNothing() {
		see("db1", Role.PRIMARY, Health.UP, "1-100", null);
		assertThat(value("lag", "db1")).isNaN();
		assertThat(value("transactions.behind", "db1")).isZero();
		assertThat(value("up", "db1")).isOne();
		assertThat(value("primary", "db1")).isOne();
	}

	@Test
	void withoutAPrimaryNobodyKnowsWhatIsLacking() {
		see("db2", Role.REPLICA, Health.UP, "1-90", Duration.ofSeconds(1));
		assertThat(value("transactions.behind", "db2")).isNaN();
		see("db1", Role.PRIMARY, Health.UP, "1-100", null);
		see("db2", Role.PRIMARY, Health.UP, "1-90", null);
		assertThat(value("transactions.behind", "db2")).as("two primaries").isNaN();
	}

	@Test
	void replicaThatDiesHasNoNumbersAnyMore() {
		see("db1", Role.PRIMARY, Health.UP, "1-100", null);
		see("db2", Role.REPLICA, Health.UP, "1-100", Duration.ZERO);
		this.topology.update((current) -> current.with(current.node("db2").down("refused")));
		assertThat(value("lag", "db2")).isNaN();
		assertThat(value("transactions.behind", "db2")).isNaN();
		assertThat(value("up", "db2")).isZero();
	}

	@ParameterizedTest
	@EnumSource
	void nodeHasOneHealth(Health health) {
		see("db2", Role.REPLICA, health, "1-90", Duration.ofSeconds(1));
		for (Health other : Health.values()) {
			assertThat(health("db2", other)).isEqualTo((other == health) ? 1 : 0);
		}
		assertThat(value("up", "db2")).isEqualTo((health == Health.UP) ? 1 : 0);
	}

	private void see(String name, Role role, Health health, String numbers, @Nullable Duration lag) {
		Node node = new Node(name, role, health, "", "id-of-" + name, Position.parse(UUID + ":" + numbers), lag);
		this.topology.update((current) -> current.with(node));
	}

	private double health(String node, Health health) {
		return this.registry.get("foobar.topology.health")
			.tags("node", node, "health", health.name().toLowerCase(Locale.ROOT))
			.gauge()
			.value();
	}

	private double value(String gauge, String node) {
		return this.registry.get("foobar.topology." + gauge).tag("node", node).gauge().value();
	}

}
