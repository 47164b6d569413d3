package com.foobar.controller;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.foobar.fixture.MySqlOnly;
import com.foobar.pair.Step.Stuck;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the controller on a pair whose replica has no room left. */
@MySqlOnly("semi-synchronous replication with a wait that only the controller ends")
class FullDiskIT {

	private static final Log logger = LogFactory.getLog(FullDiskIT.class);

	/** A server without room looks again once a minute. */
	private static final Duration NEXT_LOOK = Duration.ofSeconds(90);

	@Test
	void replicaWithAFullDiskStopsNoWriteAndGoesOnWhenItHasRoom() throws Exception {
		try (ControlledPair pair = new ControlledPair(Map.of("db2", "400m"))) {
			TestedController.order(pair);
			try (TestedController service = TestedController.start(pair)) {
				service.untilInOrder();
				pair.write("db1");
				pair.fillDisk("db2");
				long start = System.nanoTime();
				CompletableFuture<?> writes = CompletableFuture.runAsync(() -> {
					for (int count = 0; count < 500; count++) {
						pair.write("db1");
					}
				});
				service.until("writes go on", writes::isDone);
				writes.get(1, TimeUnit.SECONDS);
				logger.info("replica's disk full: 500 writes after %d ms, %s"
					.formatted(Duration.ofNanos(System.nanoTime() - start).toMillis(), service.look()));
				assertThat(service.primary()).isEqualTo("db1");
				service.until("the replica is held up", () -> service.last() instanceof Stuck);
				assertThat(service.last()).asString().contains("db2 is connected to db1", "its disk is full");
				pair.clearDisk("db2");
				start = System.nanoTime();
				Awaitility.await("the server looks at its disk again")
					.atMost(NEXT_LOOK)
					.until(() -> !(service.round() instanceof Stuck));
				service.untilInOrder();
				logger.info("replica's disk cleared: in order after %d ms"
					.formatted(Duration.ofNanos(System.nanoTime() - start).toMillis()));
				service.assertComplete();
			}
		}
	}

}
