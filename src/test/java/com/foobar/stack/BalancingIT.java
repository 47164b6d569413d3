package com.foobar.stack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the ways to choose a web server while the application behind one of them has
 * but a part of a processor, and tests that those which look at how they fare lead
 * requests past it. System property {@code stack.balancing-seconds} says how long each is
 * measured.
 */
@Tag("stack")
class BalancingIT {

	private static final Log logger = LogFactory.getLog(BalancingIT.class);

	private static final String SLOW = "app2";

	/** Half of the share that the slow application has blindly. */
	private static final double FEW = 0.25;

	private static final int CLIENTS = 8;

	private static final Duration WARM_UP = Duration.ofSeconds(5);

	private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("stack.balancing-seconds", 15));

	/** A new one would spend its part of a processor on compiling what it runs. */
	@BeforeEach
	void slowDownWhatIsWarm() throws Exception {
		Stack.requireRunning();
		balance("roundrobin");
		run(WARM_UP.multipliedBy(2));
		Stack.limitProcessors(SLOW, 0.1);
	}

	@AfterEach
	void asBefore() {
		Stack.allProcessors(SLOW);
		Stack.compose("up", "-d", "--no-deps", "--wait", "lb1");
	}

	/**
	 * At random the slow one gets a quarter, where it is drawn twice, and what comes
	 * while the other one has as much to do.
	 */
	@Test
	void algorithmsThatLookLeadRequestsPastASlowApplication() throws Exception {
		Result blind = measure("roundrobin");
		Result drawn = measure("random");
		Result least = measure("leastconn");
		Result observed = measure("observed");
		assertThat(blind.slow()).as("share with roundrobin").isBetween(0.4, 0.6);
		assertThat(drawn.slow()).as("share with random").isBetween(0.15, 0.45);
		assertThat(least.slow()).as("share with leastconn").isLessThan(FEW).isLessThan(drawn.slow());
		assertThat(observed.slow()).as("share with observed").isLessThan(FEW).isLessThan(drawn.slow());
		assertThat(least.mean()).as("mean with leastconn").isLessThan(blind.mean());
		assertThat(observed.mean()).as("mean with observed").isLessThan(blind.mean());
	}

	private static void balance(String algorithm) {
		Stack.compose(Map.of("LB_ALGORITHM", algorithm, "CLIENT_REQUESTS", "1000000"), "up", "-d", "--no-deps",
				"--wait", "lb1");
	}

	private static Result measure(String algorithm) throws Exception {
		balance(algorithm);
		run(WARM_UP);
		Result result = run(MEASURED);
		logger.info("balancing: | `%s` | %s |".formatted(algorithm, result));
		assertThat(result.failed()).as("failed with " + algorithm).isZero();
		return result;
	}

	private static Result run(Duration duration) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(CLIENTS);
		try {
			long end = System.nanoTime() + duration.toNanos();
			List<Callable<List<Sample>>> clients = new ArrayList<>();
			for (int client = 0; client < CLIENTS; client++) {
				clients.add(() -> read(end));
			}
			List<Sample> samples = new ArrayList<>();
			for (Future<List<Sample>> result : executor.invokeAll(clients)) {
				samples.addAll(result.get());
			}
			return Result.of(samples, duration);
		}
		finally {
			executor.shutdown();
		}
	}

	private static List<Sample> read(long end) {
		GuestbookClient client = new GuestbookClient(Stack.url());
		List<Sample> samples = new ArrayList<>();
		while (System.nanoTime() < end) {
			long start = System.nanoTime();
			Answer answer = client.list("?limit=1");
			samples.add(new Sample((System.nanoTime() - start) / 1e6, answer.status() == 200,
					answer.header("X-Served-By-App").equals(SLOW)));
		}
		return samples;
	}

	private record Sample(double millis, boolean served, boolean slow) {

	}

	/**
	 * What a run gave. Immutable.
	 *
	 * @param perSecond requests
	 * @param mean latency in milliseconds
	 * @param median latency
	 * @param most latency of 99 %
	 * @param slow part of the requests that the slow application answered
	 * @param failed requests
	 */
	private record Result(double perSecond, double mean, double median, double most, double slow, long failed) {

		static Result of(List<Sample> samples, Duration duration) {
			double[] millis = samples.stream().mapToDouble(Sample::millis).sorted().toArray();
			return new Result(samples.size() / (double) duration.toSeconds(),
					samples.stream().mapToDouble(Sample::millis).average().orElseThrow(), millis[millis.length / 2],
					millis[millis.length * 99 / 100],
					samples.stream().filter(Sample::slow).count() / (double) samples.size(),
					samples.stream().filter((sample) -> !sample.served()).count());
		}

		@Override
		public String toString() {
			return "%.0f | %.1f | %.1f | %.1f | %.0f %%".formatted(this.perSecond, this.mean, this.median, this.most,
					100 * this.slow);
		}

	}

}
