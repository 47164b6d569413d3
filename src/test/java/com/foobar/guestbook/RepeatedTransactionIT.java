package com.foobar.guestbook;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import com.foobar.client.GuestbookInstance;
import com.foobar.decision.CommitLostException;
import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import com.foobar.history.History;
import com.foobar.history.Load;
import com.foobar.history.Report;
import com.foobar.history.Row;
import com.foobar.history.Traffic;
import com.foobar.transaction.RoutingExceptionTranslator;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a change whose transaction was undone because the primary moves is made
 * once, and that its visitor notices nothing.
 */
@OnDatabasePair
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class RepeatedTransactionIT {

	private static final Log logger = LogFactory.getLog(RepeatedTransactionIT.class);

	private static final Traffic TRAFFIC = new Traffic(8, 100, 1 / 3.0);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final DatabasePair pair = DatabasePair.get();

	private final String message = UUID.randomUUID().toString();

	@Autowired
	private BeforeNextCommit beforeNextCommit;

	private volatile CompletableFuture<Void> promotion = CompletableFuture.completedFuture(null);

	private String site;

	private GuestbookClient ann;

	@BeforeEach
	void visit(@LocalServerPort int port) {
		this.pair.restore();
		this.site = "http://localhost:" + port;
		this.ann = new GuestbookClient(this.site);
		assertThat(this.ann.sign("Ann", "first").status()).isEqualTo(201);
	}

	@AfterEach
	void restore() {
		this.promotion.join();
		this.pair.restore();
	}

	@Test
	void refusedCommitIsRepeatedOnTheNextPrimary() {
		promoteWhenCommitIsRefused();
		Answer answer = this.ann.sign("Ann", this.message);
		assertSignedOnceOnTheNextPrimary(answer);
	}

	@Test
	void refusedCommitIsRepeatedWithoutAKeyToo() {
		promoteWhenCommitIsRefused();
		Answer answer = signWithoutKey();
		assertSignedOnceOnTheNextPrimary(answer);
	}

	@Test
	void refusedCommitOfAnEditAndOfARemovalIsRepeated() {
		JsonNode entry = this.ann.sign("Ann", "to be edited").json();
		promoteWhenCommitIsRefused();
		Answer edited = this.ann.edit(entry, this.message);
		assertThat(edited.status()).as(edited.body()).isEqualTo(200);
		assertThat(edited.json().get("version").asInt()).isEqualTo(1);
		this.promotion.join();
		promoteWhenCommitIsRefused();
		assertThat(this.ann.remove(entry.get("id").asLong()).status()).isEqualTo(204);
		this.promotion.join();
		assertThat(rows(this.pair.primary())).isZero();
	}

	/** The primary is read-only when COMMIT arrives; the replica takes over meanwhile. */
	private void promoteWhenCommitIsRefused() {
		this.beforeNextCommit.run(() -> {
			this.pair.primary().setReadOnly(true);
			this.promotion = CompletableFuture.runAsync(this.pair::promoteReplica);
		});
	}

	/** The instance cuts the connections for writes to the former primary by itself. */
	@Test
	void transactionThatWasCutOffBeforeItsCommitIsRepeated() {
		this.beforeNextCommit.run(() -> {
			DatabaseNode former = this.pair.primary();
			List<Long> connections = writers(former);
			this.pair.promoteReplica();
			awaitGone(former, connections);
		});
		assertSignedOnceOnTheNextPrimary(signWithoutKey());
	}

	@Test
	void commitOfUnknownOutcomeIsRepeatedWithAKey() {
		this.beforeNextCommit.run(this::endWriters);
		assertSignedOnce(this.ann.sign("Ann", this.message));
	}

	@Test
	void commitThatTookPlaceUnheardIsNotDoneTwiceWithAKey() {
		this.beforeNextCommit.run(RepeatedTransactionIT::loseAnswer);
		Answer answer = this.ann.sign("Ann", this.message);
		assertSignedOnce(answer);
	}

	@Test
	void commitThatTookPlaceUnheardIsNotRepeatedWithoutAKey() {
		this.beforeNextCommit.run(RepeatedTransactionIT::loseAnswer);
		Answer answer = signWithoutKey();
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.json().get("detail").asString()).contains("it may have been made or not");
		assertThat(rows(this.pair.primary())).isOne();
	}

	@Test
	void switchoverThereAndBackUnderLoadFailsNoRequest() {
		GuestbookInstance instance = new GuestbookInstance(this.site);
		History history = new History();
		try (Load load = Load.start(TRAFFIC, List.of(instance), GuestbookInstance.FAILURES, history)) {
			for (int switchover = 0; switchover < 4; switchover++) {
				load.await(100);
				history.mark("switchover");
				this.pair.promoteReplica();
				history.mark("promoted");
			}
			load.await(100);
		}
		this.pair.replica().awaitCaughtUp(PATIENCE);
		Report report = history.check(rows(this.pair.primary(), instance));
		logger.info(System.lineSeparator() + report.table());
		assertThat(report.violations()).isEmpty();
		assertThat(report.writes().failures()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
		assertThat(rows(this.pair.replica(), instance)).hasSameElementsAs(rows(this.pair.primary(), instance));
	}

	private static List<Row> rows(DatabaseNode node, GuestbookInstance instance) {
		return instance.rows(node.admin().sql("SELECT message FROM guestbook.entry").query(String.class).list());
	}

	private Answer signWithoutKey() {
		return this.ann.send("POST", "/api/entries", Map.of("author", "Ann", "message", this.message), (request) -> {
		});
	}

	private void assertSignedOnceOnTheNextPrimary(Answer answer) {
		assertSignedOnce(answer);
		assertThat(this.pair.primary().name()).isEqualTo("db2");
		assertThat(answer.header("X-Served-By-Db")).contains("db2;reason=write");
	}

	private void assertSignedOnce(Answer answer) {
		this.promotion.join();
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		assertThat(answer.json().get("message").asString()).isEqualTo(this.message);
		assertThat(rows(this.pair.primary())).isOne();
		this.pair.replica().awaitCaughtUp(PATIENCE);
		assertThat(rows(this.pair.replica())).isOne();
	}

	private int rows(DatabaseNode node) {
		return node.admin()
			.sql("SELECT COUNT(*) FROM guestbook.entry WHERE message = :message")
			.param("message", this.message)
			.query(Integer.class)
			.single();
	}

	private void awaitGone(DatabaseNode node, List<Long> connections) {
		Awaitility.await()
			.atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(10))
			.until(() -> Collections.disjoint(writers(node), connections));
	}

	/** The server ends the connections; the driver learns of it when it sends COMMIT. */
	private void endWriters() {
		DatabaseNode primary = this.pair.primary();
		List<Long> connections = writers(primary);
		connections.forEach((id) -> primary.admin().sql("KILL " + id).update());
		awaitGone(primary, connections);
	}

	private List<Long> writers(DatabaseNode node) {
		return node.admin()
			.sql("SELECT id FROM information_schema.processlist WHERE user = :user")
			.param("user", this.pair.properties().get("foobar.routing.writer.username"))
			.query(Long.class)
			.list();
	}

	/** The transaction takes place, and its caller is told that nobody knows. */
	private static void loseAnswer() {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				throw new RoutingExceptionTranslator().translate("COMMIT", null,
						new CommitLostException("db1", new SQLException("Cut", "08S01")));
			}

		});
	}

	/** Does something once, between the statements and the COMMIT of a transaction. */
	static final class BeforeNextCommit implements TransactionExecutionListener {

		private final AtomicReference<@Nullable Runnable> action = new AtomicReference<>();

		void run(Runnable action) {
			this.action.set(action);
		}

		@Override
		public void beforeCommit(TransactionExecution transaction) {
			Runnable action = transaction.isReadOnly() ? null : this.action.getAndSet(null);
			if (action != null) {
				action.run();
			}
		}

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		BeforeNextCommit beforeNextCommit() {
			return new BeforeNextCommit();
		}

	}

}
