package com.foobar.routing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.PairFaults;
import com.foobar.history.HistoryTable;
import com.foobar.transaction.RoutingExceptionTranslator;
import com.foobar.transaction.TransactionUndoneException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests what comes of statements that fail and cannot simply run again elsewhere.
 */
class FailingStatementIT {

	private static final String COUNT = "SELECT COUNT(*) FROM history_write";

	private static final String INSERT = "INSERT INTO history_write (session, number) VALUES (1, ?)";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final DatabasePair pair = DatabasePair.get();

	private final HistoryTable table = new HistoryTable(this.pair);

	private RoutedInstance app;

	private JdbcTemplate jdbc;

	@BeforeEach
	void start() {
		this.pair.restore();
		this.table.create();
		this.pair.replica().awaitCaughtUp(PATIENCE);
		this.app = RoutedInstance.start("app", this.pair, "foobar.routing.write-hold=3s",
				"foobar.routing.monitor.interval=500ms");
		this.jdbc = new JdbcTemplate(this.app.dataSource());
		this.jdbc.setExceptionTranslator(new RoutingExceptionTranslator());
		warmUp();
	}

	/** The first connection of a process takes longer than a read waits for one. */
	private void warmUp() {
		Awaitility.await().ignoreExceptionsInstanceOf(TransientDataAccessException.class).until(() -> {
			read(() -> {
			});
			return this.app.decisions().counts().containsKey("db2 replica");
		});
		this.jdbc.update(INSERT, 0);
		this.app.decisions().clear();
	}

	@AfterEach
	void restore() {
		this.app.close();
		this.pair.restore();
		this.table.drop();
	}

	@Test
	void readThatIsCutAfterItsFirstStatementIsKnownToBeUndoneAndMayBeRepeated() {
		assertThatExceptionOfType(TransactionUndoneException.class).isThrownBy(() -> read(this::cutReaders));
		read(() -> {
		});
	}

	/** All statements of a transaction see the same, so the second does not run alone. */
	private void read(Runnable between) {
		TransactionTemplate transaction = new TransactionTemplate(this.app.transactions());
		transaction.setReadOnly(true);
		transaction.executeWithoutResult((status) -> {
			this.jdbc.queryForObject(COUNT, Long.class);
			between.run();
			this.jdbc.queryForObject(COUNT, Long.class);
		});
	}

	private void cutReaders() {
		PairFaults.disconnect(this.pair.replica(), "reader");
	}

	@Test
	void statementOfItsOwnThatIsRefusedFailsWhenNoPrimaryComes() {
		closePrimary();
		assertThatExceptionOfType(TransientDataAccessException.class).isThrownBy(() -> this.jdbc.update(INSERT, 1))
			.withStackTraceContaining("no-primary");
		assertThat(this.app.decisions().counts()).isEqualTo(Map.of("db1 write", 1L));
		assertThat(this.table.rows()).hasSize(1);
	}

	/** Right after a look, so that the next is later than the statement. */
	private void closePrimary() {
		long now = System.nanoTime();
		Awaitility.await()
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.app.topology().hasAnsweredSince("db1", now));
		this.pair.primary().setReadOnly(true);
	}

	@Test
	void statementOfItsOwnThatIsRefusedIsDoneOnceWhenThePrimaryIsBack() {
		closePrimary();
		CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> this.jdbc.update(INSERT, 1));
		Awaitility.await().atMost(PATIENCE).until(() -> this.app.topology().get().primary().isEmpty());
		assertThat(written).isNotDone();
		this.pair.primary().setReadOnly(false);
		assertThat(written.join()).isOne();
		assertThat(this.app.decisions().counts()).isEqualTo(Map.of("db1 write", 2L));
		assertThat(this.table.rows()).hasSize(2);
	}

}
