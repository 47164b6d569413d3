package com.foobar.controller;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import com.foobar.controller.CrashingInterceptor.CrashException;
import com.foobar.fixture.MySqlOnly;
import com.foobar.pair.PairState;
import com.foobar.pair.Policy.Durability;
import com.foobar.pair.Seen;
import com.foobar.pair.Step;
import com.foobar.pair.Step.Bootstrap;
import com.foobar.pair.Step.Copy;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what a controller was at when it died, or a server when it was copied, is
 * finished or undone by the next one. It dies before every statement of a task, or by
 * system property {@code controller.crash-step} before every so many.
 */
@MySqlOnly("semi-synchronous replication with a wait that only the controller ends, and CLONE")
class ControllerCrashIT {

	private static final Log logger = LogFactory.getLog(ControllerCrashIT.class);

	private static final int STEP = Integer.getInteger("controller.crash-step", 1);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static ControlledPair pair;

	private final List<String> saved = new ArrayList<>();

	private String survivor = "";

	@BeforeAll
	static void startPair() throws IOException {
		pair = new ControlledPair();
	}

	@AfterAll
	static void stopPair() {
		pair.close();
	}

	@BeforeEach
	void order() {
		TestedController.order(pair);
	}

	@Test
	void controllerMayDieBeforeEachStatementOfASwitchover() {
		dieBeforeEachStatement(10, () -> {
		}, (service) -> {
			String from = service.primary();
			service.switchOver(from, other(from));
		});
	}

	@Test
	void controllerMayDieBeforeEachStatementOfAFailover() {
		dieBeforeEachStatement(8, this::killPrimary, (service) -> service.promote(this.survivor));
	}

	@Test
	void controllerMayDieBeforeEachStatementOfAForcedFailover() {
		dieBeforeEachStatement(8, this::killPrimary,
				(service) -> service.operator().force(service.pair().server(this.survivor), service.look()));
	}

	private void killPrimary() {
		try (TestedController service = TestedController.start(pair)) {
			String primary = service.primary();
			this.survivor = other(primary);
			pair.kill(primary);
		}
	}

	/**
	 * With the epoch and before the other node follows, it looks as if that had lost its
	 * data: then an operator decides.
	 */
	@Test
	void controllerMayDieBeforeEachStatementOfTheFirstStart() {
		dieBeforeEachStatement(20, () -> List.of("db2", "db1").forEach(pair::blank),
				(service) -> service.operator().perform(new Bootstrap("db1"), service.look()),
				ControllerCrashIT::decideOnLostData);
	}

	private static void decideOnLostData(TestedController service) {
		service.until("nothing is left to be done", () -> {
			if (service.last().toString().contains("db2 has lost its data")) {
				service.promote("db1");
			}
			return service.last() == Step.NONE;
		});
	}

	@Test
	void controllerMayDieBeforeEachStatementOfACopy() {
		dieBeforeEachStatement(4, ControllerCrashIT::part, (service) -> {
			PairState found = service.look();
			Seen node = found.node("db2").orElseThrow();
			String surplus = node.surplusOver(found.node("db1").orElseThrow()).toString();
			service.operator().perform(new Copy("db2", "db1", "it has parted", surplus), found);
		});
		assertThat(this.saved).isNotEmpty().allMatch((entry) -> entry.startsWith("db2 "));
	}

	/** Its server is killed as soon as its old data is dropped. */
	@Test
	void copyMayBeCutOffWhenItBegins() throws Exception {
		String stage = "DROP DATA";
		try (TestedController service = TestedController.start(pair)) {
			service.untilInOrder();
			pair.write("db1");
			part();
			String before = progress(stage);
			CompletableFuture<?> killer = CompletableFuture.runAsync(() -> {
				Awaitility.await(stage)
					.atMost(PATIENCE)
					.pollDelay(Duration.ZERO)
					.pollInterval(Duration.ofMillis(1))
					.ignoreExceptions()
					.until(() -> hasBegun(progress(stage), before));
				pair.kill("db2");
				pair.start("db2");
			});
			service.until("the copy is cut off", killer::isDone);
			killer.get();
			service.untilInOrder();
			service.assertComplete();
		}
	}

	private static boolean hasBegun(String progress, String before) {
		return progress.startsWith("0") && !progress.equals(before);
	}

	/** Whether that part of a copy has not begun, and when it has. */
	private static String progress(String stage) {
		return pair.controller("db2").sql("""
				SELECT CONCAT(STATE = 'Not Started', COALESCE(BEGIN_TIME, '')) FROM performance_schema.clone_progress
				WHERE STAGE = ? UNION ALL SELECT '1' LIMIT 1""").param(stage).query(String.class).single();
	}

	/** Lets db2 follow nobody, with a transaction of its own. */
	private static void part() {
		pair.administrator("db2", """
				STOP REPLICA; RESET REPLICA ALL; SET GLOBAL super_read_only = OFF;
				CREATE DATABASE parted; DROP DATABASE parted; SET GLOBAL super_read_only = ON""");
	}

	/**
	 * Lets one controller after the other die at something, each one statement later,
	 * until one ends it. Whatever was done by then is finished or undone by the next one.
	 */
	private void dieBeforeEachStatement(int least, Runnable preparation, Consumer<TestedController> task) {
		dieBeforeEachStatement(least, preparation, task, (next) -> {
		});
	}

	private void dieBeforeEachStatement(int least, Runnable preparation, Consumer<TestedController> task,
			Consumer<TestedController> decision) {
		for (int statements = 0;; statements += STEP) {
			preparation.run();
			CrashingInterceptor.arm(statements);
			boolean died = isFatal(task);
			pair.heal();
			try (TestedController next = TestedController.start(pair)) {
				decision.accept(next);
				next.untilInOrder();
				pair.createTable(next.primary());
				pair.write(next.primary());
				next.assertComplete();
				this.saved.addAll(next.saved());
			}
			if (!died) {
				assertThat(statements).as("statements").isGreaterThan(least);
				return;
			}
		}
	}

	private boolean isFatal(Consumer<TestedController> task) {
		try (TestedController crashing = new TestedController(pair, CrashingInterceptor.PARAMETER,
				TestedController.policy(Durability.AVAILABLE))) {
			task.accept(crashing);
			return false;
		}
		catch (DataAccessException ex) {
			assertThat(ex).hasRootCauseInstanceOf(CrashException.class);
			logger.info(ex.getMostSpecificCause().getMessage());
			return true;
		}
	}

	private static String other(String node) {
		return node.equals("db1") ? "db2" : "db1";
	}

}
