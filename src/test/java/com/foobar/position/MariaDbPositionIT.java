package com.foobar.position;

import java.time.Duration;
import java.util.stream.LongStream;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Integration tests for {@link MariaDbPosition} against the server's own wait.
 */
class MariaDbPositionIT {

	private final DatabaseNode replica = DatabasePair.get().replica();

	@BeforeEach
	void onlyOnMariaDb() {
		assumeThat(this.replica.admin().sql("SELECT VERSION()").query(String.class).single()).contains("MariaDB");
		this.replica.awaitCaughtUp(Duration.ofSeconds(30));
	}

	@Test
	void positionOfTheServerIsReadAndPrinted() {
		MariaDbPosition position = MariaDbPosition.parse(this.replica.position());
		assertThat(position).hasToString(this.replica.position());
		assertThat(position.isEmpty()).isFalse();
	}

	@Test
	void positionContainsWhatTheServerDoesNotWaitFor() {
		MariaDbPosition position = MariaDbPosition.parse(this.replica.position());
		LongStream.rangeClosed(position.size() - 3, position.size() + 3).forEach((sequence) -> {
			assertAgreement(position, "0-1-" + sequence);
			assertAgreement(position, "0-9-" + sequence);
			assertAgreement(position, "0-1-%d,7-1-1".formatted(sequence));
			assertAgreement(position, "0-1-%d,7-1-0".formatted(sequence));
		});
		assertAgreement(position, "");
	}

	private void assertAgreement(MariaDbPosition position, String other) {
		int answer = this.replica.admin()
			.sql("SELECT MASTER_GTID_WAIT(:other, 0.001)")
			.param("other", other)
			.query(Integer.class)
			.single();
		assertThat(position.contains(MariaDbPosition.parse(other))).as(other).isEqualTo(answer == 0);
	}

}
