package com.foobar.probe;

import java.time.Duration;

import com.foobar.probe.Replication.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Dialect} and {@link Replication}. */
class DialectTests {

	private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	@Test
	void serverIsKnownByItsVersion() {
		assertThat(Dialect.of("9.7.4")).isEqualTo(Dialect.MYSQL);
		assertThat(Dialect.of("11.4.5-MariaDB-log")).isEqualTo(Dialect.MARIADB);
		assertThat(Dialect.of("5.5.5-10.11.2-MariaDB")).isEqualTo(Dialect.MARIADB);
	}

	@Test
	void positionsOfMariaDbAddUp() {
		assertThat(Dialect.MARIADB.position("0-1-7;0-1-9,1-1-2")).hasToString("0-1-9,1-1-2");
		assertThat(Dialect.MARIADB.position("0-1-7;")).hasToString("0-1-7");
		assertThat(Dialect.MARIADB.position(";").isEmpty()).isTrue();
	}

	@Test
	void positionOfMySqlHasLineBreaks() {
		assertThat(Dialect.MYSQL.position("%s:1-7,\n%s:9".formatted(UUID, UUID))).hasToString(UUID + ":1-7:9");
		assertThat(Dialect.MYSQL.position("").isEmpty()).isTrue();
	}

	@Test
	void channelsAreAsGoodAsTheWorstOfThem() {
		Replication following = new Replication(State.FOLLOWING, "", Duration.ZERO);
		Replication interrupted = new Replication(State.INTERRUPTED, "receiver not connected", null);
		Replication stopped = new Replication(State.STOPPED, "applier stopped", null);
		Replication late = new Replication(State.FOLLOWING, "", Duration.ofSeconds(7));
		assertThat(following.and(late)).isEqualTo(late);
		assertThat(late.and(following)).isEqualTo(late);
		assertThat(late.and(stopped)).isEqualTo(stopped);
		assertThat(stopped.and(interrupted).and(late)).isEqualTo(stopped);
	}

}
