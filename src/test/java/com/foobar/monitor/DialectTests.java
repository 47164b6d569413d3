package com.foobar.monitor;

import java.time.Duration;

import com.foobar.monitor.Replication.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Dialect} and {@link Replication}. */
class DialectTests {

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
		assertThat(Dialect.MYSQL.position("%s:1-7,\n%s:9".formatted(Polls.UUID, Polls.UUID)))
			.hasToString(Polls.UUID + ":1-7:9");
		assertThat(Dialect.MYSQL.position("").isEmpty()).isTrue();
	}

	@Test
	void channelsAreAsGoodAsTheWorstOfThem() {
		Replication late = new Replication(State.FOLLOWING, "", Duration.ofSeconds(7));
		assertThat(Polls.FOLLOWING.and(late)).isEqualTo(late);
		assertThat(late.and(Polls.FOLLOWING)).isEqualTo(late);
		assertThat(late.and(Polls.STOPPED)).isEqualTo(Polls.STOPPED);
		assertThat(Polls.STOPPED.and(Polls.INTERRUPTED).and(late)).isEqualTo(Polls.STOPPED);
	}

}
