package com.foobar.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.foobar.client.GuestbookClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the first visitors after a time without any application are all answered,
 * also where the web servers have given up on both.
 */
@Tag("stack")
class ReturnOfApplicationsIT {

	private static final int VISITORS = 32;

	/** More than each web server needs to give up on both applications. */
	private static final int FAILURES = 12;

	@Test
	void visitorsWhoAllComeAtOnceAreAnswered() throws Exception {
		Stack.requireRunning();
		List<GuestbookClient> visitors = IntStream.range(0, VISITORS)
			.mapToObj((visitor) -> new GuestbookClient(Stack.url()))
			.toList();
		Stack.compose("stop", "app1", "app2");
		try {
			for (int failure = 0; failure < FAILURES; failure++) {
				assertThat(visitors.get(failure).list("").status()).isEqualTo(503);
			}
		}
		finally {
			Stack.up();
		}
		assertThat(askAllAtOnce(visitors)).hasSize(VISITORS).containsOnly(200);
	}

	private static List<Integer> askAllAtOnce(List<GuestbookClient> visitors) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(visitors.size());
		try {
			List<Callable<Integer>> tasks = visitors.stream()
				.<Callable<Integer>>map((visitor) -> () -> visitor.list("").status())
				.toList();
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> status : executor.invokeAll(tasks)) {
				statuses.add(status.get());
			}
			return statuses;
		}
		finally {
			executor.shutdownNow();
		}
	}

}
