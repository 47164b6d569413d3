package com.foobar.routing;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.foobar.fixture.DatabasePair;
import com.foobar.history.DataSourceInstance;
import com.foobar.history.HistoryTable;
import com.foobar.history.SessionScope;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a visitor who writes on one instance and reads on the other sees the write,
 * whatever the replica does. System property {@code history.pairs} tells how often, by
 * default 1000 times.
 */
class ReadYourWritesIT {

	private static final Log logger = LogFactory.getLog(ReadYourWritesIT.class);

	private static final int PAIRS = Integer.getInteger("history.pairs", 1000);

	/**
	 * What consistency may add at the median: in a short run, on a machine that does
	 * other things, no more than the time a read waits for a replica.
	 */
	private static final Duration ADDED = (PAIRS >= 10_000) ? Duration.ofMillis(1) : Duration.ofMillis(20);

	/**
	 * One in how many reads may go to the primary at most: more often in a short run, on
	 * a machine that does other things.
	 */
	private static final int FEW = (PAIRS >= 10_000) ? 100 : 10;

	/**
	 * How many write and read at a time: in a long run one, so that times are those of an
	 * idle pair.
	 */
	private static final int VISITORS = (PAIRS >= 10_000) ? 1 : 4;

	private final DatabasePair pair = DatabasePair.get();

	private final HistoryTable table = new HistoryTable(this.pair);

	private RoutedInstance writes;

	private RoutedInstance reads;

	@BeforeEach
	void start() {
		this.pair.restore();
		createTable();
		this.writes = RoutedInstance.start("app1", this.pair);
		this.reads = RoutedInstance.start("app2", this.pair);
	}

	private void createTable() {
		this.table.create();
		this.pair.replica().awaitCaughtUp(Duration.ofSeconds(20));
	}

	@AfterEach
	void restore() {
		this.writes.close();
		this.reads.close();
		this.pair.restore();
		this.table.drop();
	}

	@Test
	void idleReplicaServesThemAll() throws Exception {
		pairs(new Visitors(this.reads.consistency()));
		createTable();
		this.reads.decisions().clear();
		Times consistent = pairs(new Visitors(this.reads.consistency()));
		Map<String, Long> counts = report("idle replica", consistent);
		assertThat(consistent.stale()).isZero();
		assertThat(counts.getOrDefault("db1 fallback", 0L)).isLessThan(PAIRS / FEW);
		createTable();
		this.reads.decisions().clear();
		Times careless = pairs(SessionScope.NONE);
		report("idle replica, without tokens", careless);
		assertThat(careless.stale()).as("stale reads without tokens").isPositive();
		assertThat(consistent.median() - careless.median()).isLessThan(ADDED.toNanos());
	}

	@Test
	void lateReplicaServesNoneOfThem() throws Exception {
		this.pair.replica().setDelay(Duration.ofSeconds(2));
		Times times = pairs(new Visitors(this.reads.consistency()));
		report("replica delayed by 2 s", times);
		assertThat(times.stale()).isZero();
	}

	@Test
	void replicaThatAppliesNothingServesNoneOfThem() throws Exception {
		this.pair.replica().stopApplier();
		Times times = pairs(new Visitors(this.reads.consistency()));
		report("applier stopped", times);
		assertThat(times.stale()).isZero();
	}

	private Map<String, Long> report(String title, Times times) {
		Map<String, Long> counts = this.reads.decisions().counts();
		logger.info("%s: %d pairs, %d stale, read median %.2f ms, p99 %.2f ms, %s".formatted(title, PAIRS,
				times.stale(), times.median() / 1e6, times.percentile(99) / 1e6, counts));
		assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(PAIRS);
		return counts;
	}

	private Times pairs(SessionScope visitors) throws Exception {
		DataSourceInstance app1 = this.writes.of(visitors);
		DataSourceInstance app2 = this.reads.of(visitors);
		long[] nanos = new long[PAIRS];
		ExecutorService executor = Executors.newFixedThreadPool(VISITORS);
		try {
			int stale = 0;
			for (Future<Integer> visitor : executor.invokeAll(IntStream.range(0, VISITORS)
				.<Callable<Integer>>mapToObj((id) -> () -> visit(id, app1, app2, nanos))
				.toList())) {
				stale += get(visitor);
			}
			return new Times(stale, nanos);
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static int get(Future<Integer> visitor) throws InterruptedException {
		try {
			return visitor.get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	private static int visit(int id, DataSourceInstance app1, DataSourceInstance app2, long[] nanos) throws Exception {
		int stale = 0;
		for (int index = id; index < PAIRS; index += VISITORS) {
			long number = index / VISITORS + 1;
			app1.write(id, number);
			long start = System.nanoTime();
			long seen = app2.read(id, id);
			nanos[index] = System.nanoTime() - start;
			stale += (seen < number) ? 1 : 0;
		}
		return stale;
	}

	private record Times(int stale, long[] nanos) {

		Times {
			Arrays.sort(nanos);
		}

		long median() {
			return percentile(50);
		}

		long percentile(int percent) {
			return this.nanos[Math.min(this.nanos.length - 1, this.nanos.length * percent / 100)];
		}

	}

}
