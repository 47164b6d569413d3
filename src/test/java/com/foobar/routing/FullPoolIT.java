package com.foobar.routing;

import java.time.Duration;
import java.util.Map;

import com.foobar.decision.Refusal;
import com.foobar.fixture.DatabasePair;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.TransientDataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests where reads go while all connections that the replica has for them are taken: one
 * for each node here.
 */
class FullPoolIT {

	private static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(2);

	private final DatabasePair pair = DatabasePair.get();

	private RoutedInstance app;

	@BeforeEach
	void start() {
		this.pair.restore();
		this.app = RoutedInstance.start("app", this.pair, "foobar.routing.pool.size=1",
				"foobar.routing.pool.fallback-size=1", "foobar.routing.pool.acquire-timeout=2s");
		warmUp();
	}

	/** The first connection of a process takes longer than a read waits for one. */
	private void warmUp() {
		Awaitility.await()
			.ignoreExceptionsInstanceOf(TransientDataAccessException.class)
			.untilAsserted(() -> read(() -> read(() -> {
			})));
		this.app.decisions().clear();
	}

	@AfterEach
	void stop() {
		this.app.close();
	}

	@Test
	void readGoesToThePrimarySoonerThanItsTimeIsUp() {
		read(() -> {
			long start = System.nanoTime();
			read(() -> {
			});
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ACQUIRE_TIMEOUT.dividedBy(2));
		});
		assertThat(this.app.decisions().counts()).isEqualTo(Map.of("db2 replica", 1L, "db1 fallback", 1L));
	}

	@Test
	void readIsRefusedWhenItsTimeIsUpWhileThePrimaryHasNoneLeftEither() {
		read(() -> read(() -> {
			long start = System.nanoTime();
			assertThatExceptionOfType(TransientDataAccessException.class).isThrownBy(() -> read(() -> {
			})).withStackTraceContaining("no-connection");
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(ACQUIRE_TIMEOUT,
					ACQUIRE_TIMEOUT.multipliedBy(2));
		}));
		assertThat(this.app.decisions().refusals()).containsExactly(Refusal.NO_CONNECTION);
	}

	private void read(Runnable meanwhile) {
		this.app.read("SELECT 1", meanwhile);
	}

}
