package com.foobar.stack;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an address which one load balancer holds back is held back by the other too:
 * they tell each other what they count.
 */
@Tag("stack")
class SharedLimitIT {

	private static final int LIMIT = 50;

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@BeforeEach
	void allowLittle() {
		Stack.requireRunning();
		Edge.recreate(Map.of("CLIENT_REQUESTS", String.valueOf(LIMIT)));
		Edge.LOAD_BALANCERS.forEach((name) -> Awaitility.await(name + " is connected to the other one")
			.atMost(PATIENCE)
			.until(() -> Edge.steer(name, "show peers balancers").contains("last_status=ESTA")));
	}

	@AfterEach
	void asBefore() {
		Edge.recreate(Map.of());
	}

	@ParameterizedTest
	@ValueSource(strings = { "lb1", "lb2" })
	void addressThatAskedOneForTooMuchGetsNothingFromTheOther(String asked) {
		GuestbookClient visitor = new GuestbookClient(Stack.url(asked));
		GuestbookClient elsewhere = visitor.at(Stack.url(Edge.other(asked)));
		assertThat(elsewhere.list("?limit=1").status()).isEqualTo(200);
		assertThat(IntStream.range(0, 2 * LIMIT).map((request) -> visitor.list("?limit=1").status()).toArray())
			.containsOnly(200, 429)
			.endsWith(429);
		Answer answer = elsewhere.list("?limit=1");
		assertThat(answer.status()).isEqualTo(429);
		assertThat(answer.header("Retry-After")).isEqualTo("10");
	}

}
