package com.foobar.health;

import java.time.Duration;
import java.util.List;

import com.foobar.position.GtidSet;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.health.contributor.HealthIndicator;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseHealthIndicatorTests {

	private final CurrentTopology topology = new CurrentTopology(List.of("db1", "db2"), List.of());

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			PRIMARY UP   | REPLICA UP       | UP   | UP
			PRIMARY UP   | UNKNOWN DOWN     | UP   | UP
			PRIMARY UP   | REPLICA BROKEN   | UP   | UP
			PRIMARY UP   | REPLICA DIVERGED | UP   | UP
			UNKNOWN DOWN | REPLICA UP       | UP   | DOWN
			UNKNOWN DOWN | REPLICA CHECKING | UP   | DOWN
			UNKNOWN DOWN | REPLICA BROKEN   | DOWN | DOWN
			UNKNOWN DOWN | REPLICA DIVERGED | DOWN | DOWN
			UNKNOWN DOWN | UNKNOWN DOWN     | DOWN | DOWN
			PRIMARY UP   | PRIMARY UP       | UP   | DOWN
			""")
	void healthIsWhatTheNodesCanDo(String db1, String db2, String reads, String writes) {
		see("db1", db1);
		see("db2", db2);
		HealthIndicator read = DatabaseHealthIndicator.ofReads(this.topology);
		HealthIndicator write = DatabaseHealthIndicator.ofWrites(this.topology);
		assertThat(read.health(true)).hasToString(write(reads, db1, db2));
		assertThat(write.health(true)).hasToString(write(writes, db1, db2));
	}

	private static String write(String status, String db1, String db2) {
		return "%s {db1=%s, db2=%s}".formatted(status, db1, db2);
	}

	private void see(String name, String state) {
		String[] words = state.split(" ");
		Node node = new Node(name, Role.valueOf(words[0]), Health.valueOf(words[1]), "", name, GtidSet.EMPTY,
				Duration.ZERO);
		this.topology.update((current) -> current.with(node));
	}

}
