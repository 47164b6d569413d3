package com.foobar.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.history.DataSourceInstance;
import com.foobar.history.History;
import com.foobar.history.HistoryTable;
import com.foobar.history.Instance;
import com.foobar.history.Load;
import com.foobar.history.Outcome;
import com.foobar.history.Report;
import com.foobar.history.Traffic;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that nobody notices a node that fails under the first statement of a transaction,
 * on a database pair.
 */
class RepeatedStatementIT {

	private static final Log logger = LogFactory.getLog(RepeatedStatementIT.class);

	private static final Traffic WRITES = new Traffic(4, 400, 1);

	private static final int READERS = 4;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final DatabasePair pair = DatabasePair.get();

	private final HistoryTable table = new HistoryTable(this.pair);

	private final History history = new History();

	private RoutedInstance instance;

	private JdbcTemplate jdbc;

	@BeforeEach
	void start() {
		this.pair.restore();
		this.table.create();
		this.pair.replica().awaitCaughtUp(PATIENCE);
		this.instance = RoutedInstance.start("app", this.pair, "foobar.routing.write-hold=20s");
		this.jdbc = new JdbcTemplate(this.instance.dataSource());
	}

	/** So that the statements learn of what happens to a node before anybody else. */
	private void startWithSlowMonitor() {
		this.instance.close();
		this.instance = RoutedInstance.start("app", this.pair, "foobar.routing.monitor.interval=1s");
		this.jdbc = new JdbcTemplate(this.instance.dataSource());
	}

	@AfterEach
	void restore() {
		this.instance.close();
		this.pair.restore();
		this.table.drop();
	}

	@Test
	void readsOnIdleConnectionsOfAKilledReplicaAreServedElsewhere() throws Exception {
		startWithSlowMonitor();
		atOnce(READERS, this::read);
		this.pair.replica().kill();
		atOnce(READERS, this::read);
		atOnce(READERS, this::readWithParameter);
		assertThat(this.instance.decisions().counts()).containsEntry("db1 fallback", 2L * READERS);
	}

	@Test
	void readsOnConnectionsThatTheServerHasEndedAreServedElsewhere() throws Exception {
		startWithSlowMonitor();
		atOnce(READERS, this::read);
		endConnections(this.pair.replica(), "foobar.routing.reader.username");
		this.instance.decisions().clear();
		atOnce(READERS, this::readWithParameter);
		assertThat(this.instance.decisions().counts()).containsEntry("db1 fallback", (long) READERS)
			.containsKey("db2 replica");
	}

	@Test
	void readsUnderWayWhileTheReplicaIsKilledAreServedElsewhere() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(READERS);
		CountDownLatch warm = new CountDownLatch(READERS * 50);
		CountDownLatch dead = new CountDownLatch(1);
		List<Future<?>> readers = new ArrayList<>();
		for (int index = 0; index < READERS; index++) {
			readers.add(executor.submit(() -> {
				while (dead.getCount() > 0) {
					read();
					readWithParameter();
					warm.countDown();
				}
				readWithParameter();
			}));
		}
		executor.shutdown();
		warm.await();
		this.pair.replica().kill();
		dead.countDown();
		for (Future<?> reader : readers) {
			reader.get();
		}
	}

	@Test
	void writesOnConnectionsThatTheServerHasEndedAreDoneOnce() throws Exception {
		DataSourceInstance writer = transactional();
		writer.write(1, 1);
		endConnections(this.pair.primary(), "foobar.routing.writer.username");
		writer.write(1, 2);
		assertThat(this.table.rows()).extracting("number").containsExactly(1L, 2L);
	}

	@Test
	void writesInAutoCommitAreDoneOnceWhileThePrimaryMoves() {
		Report report = promoteUnder(new AutoCommitInstance());
		assertThat(report.writes().failures()).isEmpty();
	}

	/** Only a COMMIT that has been refused: its statement has run. */
	@Test
	void writesInTransactionsFailAtMostAtTheirCommitWhileThePrimaryMoves() {
		Report report = promoteUnder(transactional());
		assertThat(report.writes().failures()).hasSizeLessThanOrEqualTo(WRITES.sessions())
			.allMatch((write) -> write.outcome() == Outcome.REFUSED && write.failure().startsWith("Commit failed"));
	}

	private Report promoteUnder(Instance writer) {
		try (Load load = Load.start(WRITES, List.of(writer), DataSourceInstance.FAILURES, this.history)) {
			load.await(200);
			this.history.mark("promotion");
			this.pair.promoteReplica();
			this.history.mark("promoted");
			load.await(400);
		}
		Report report = this.history.check(this.table.rows());
		logger.info(System.lineSeparator() + report.table());
		assertThat(report.violations()).isEmpty();
		assertThat(this.instance.decisions().counts()).containsKeys("db1 write", "db2 write");
		assertThat(this.instance.decisions().refusals()).isEmpty();
		return report;
	}

	private DataSourceInstance transactional() {
		return new DataSourceInstance("app", this.instance.dataSource(), this.instance.transactions());
	}

	private void read() {
		readOnly(() -> this.jdbc.queryForObject("SELECT COUNT(*) FROM history_write", Long.class));
	}

	private void readWithParameter() {
		readOnly(() -> this.jdbc.queryForObject("SELECT COUNT(*) FROM history_write WHERE session = ?", Long.class, 1));
	}

	private void readOnly(Runnable reads) {
		TransactionTemplate template = new TransactionTemplate(this.instance.transactions());
		template.setReadOnly(true);
		template.executeWithoutResult((status) -> reads.run());
	}

	/**
	 * Each in a thread and a connection of its own: nobody ends before all have begun.
	 */
	private void atOnce(int readers, Runnable read) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(readers);
		CountDownLatch begun = new CountDownLatch(readers);
		List<Future<?>> results = new ArrayList<>();
		for (int index = 0; index < readers; index++) {
			results.add(executor.submit(() -> readOnly(() -> {
				read.run();
				begun.countDown();
				await(begun);
			})));
		}
		executor.shutdown();
		for (Future<?> result : results) {
			result.get();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void endConnections(DatabaseNode node, String property) {
		String user = this.pair.properties().get(property);
		node.admin()
			.sql("SELECT id FROM information_schema.processlist WHERE user = ?")
			.param(user)
			.query(Long.class)
			.list()
			.forEach((id) -> node.admin().sql("KILL " + id).update());
	}

	/** Writes without a transaction around the statement. */
	private final class AutoCommitInstance implements Instance {

		@Override
		public String name() {
			return "app";
		}

		@Override
		public void write(int session, long number) {
			RepeatedStatementIT.this.jdbc.update("INSERT INTO history_write (session, number) VALUES (?, ?)", session,
					number);
		}

		@Override
		public long read(int session, int register) {
			throw new UnsupportedOperationException("Only writes");
		}

	}

}
