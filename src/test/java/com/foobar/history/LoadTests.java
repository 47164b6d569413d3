package com.foobar.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests for {@link Load} on instances in memory, some of them wrong on purpose. */
class LoadTests {

	private static final Traffic TRAFFIC = new Traffic(4, 2000, 0.3);

	private final Registers registers = new Registers();

	private final History history = new History();

	@Test
	void loadOnOneRegisterForAllIsConsistent() {
		Report report = run(400, new MemoryInstance("app1", this.registers),
				new MemoryInstance("app2", this.registers));
		assertThat(report.violations()).isEmpty();
		assertThat(report.writes().succeeded() + report.reads().succeeded()).isGreaterThanOrEqualTo(400);
		assertThat(report.writes().succeeded()).isEqualTo(this.registers.rows().size());
		assertThat(report.writes().succeeded()).isBetween(60, report.reads().succeeded());
	}

	@Test
	void instanceThatReadsAnOldCopyIsFound() {
		Registers copy = new Registers();
		Report report = run(400, new MemoryInstance("app1", this.registers),
				new MemoryInstance("app2", this.registers) {

					@Override
					public long read(int session, int register) {
						return copy.last(register);
					}

				});
		assertThat(report.staleReads()).isNotEmpty().allMatch((stale) -> stale.read().instance().equals("app2"));
		assertThat(report.backwardReads()).isNotEmpty();
		assertThat(report.lost()).isEmpty();
	}

	@Test
	void instanceThatForgetsAndRepeatsIsFound() {
		Report report = run(400, new MemoryInstance("app1", this.registers) {

			@Override
			public void write(int session, long number) {
				if (number % 3 != 0) {
					super.write(session, number);
				}
				if (number % 3 == 1) {
					super.write(session, number);
				}
			}

		});
		assertThat(report.lost()).isNotEmpty().allMatch((write) -> write.number() % 3 == 0);
		assertThat(report.duplicates()).isNotEmpty().allMatch((row) -> row.number() % 3 == 1);
	}

	@Test
	void failuresAreClassifiedAndNothingIsWrittenTwice() {
		Report report = run(400, new MemoryInstance("app1", this.registers) {

			@Override
			public void write(int session, long number) {
				if (number % 3 == 0) {
					throw new IllegalStateException("refused");
				}
				super.write(session, number);
				if (number % 3 == 1) {
					throw new IllegalStateException("lost");
				}
			}

			@Override
			public long read(int session, int register) {
				throw new IllegalStateException("no answer");
			}

		});
		assertThat(report.violations()).isEmpty();
		assertThat(report.writes().failures()).extracting(Write::outcome).contains(Outcome.REFUSED, Outcome.UNKNOWN);
		assertThat(report.reads().failures()).isNotEmpty().allMatch((read) -> read.failure().equals("no answer"));
		assertThat(report.reads().succeeded()).isZero();
	}

	@Test
	void sessionsAreSequentialAndUseTheInstancesInTurn() {
		List<List<String>> used = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		List<Instance> instances = new ArrayList<>();
		AtomicInteger[] atWork = { new AtomicInteger(), new AtomicInteger(), new AtomicInteger(), new AtomicInteger() };
		for (String name : List.of("app1", "app2")) {
			instances.add(new MemoryInstance(name, this.registers) {

				@Override
				public void write(int session, long number) {
					assertThat(atWork[session].incrementAndGet()).isOne();
					used.get(session).add(name);
					super.write(session, number);
					atWork[session].decrementAndGet();
				}

			});
		}
		try (Load load = Load.start(new Traffic(4, 4000, 1), instances, LoadTests::classify, this.history)) {
			load.await(200);
		}
		assertThat(used.get(0)).startsWith("app1", "app2", "app1", "app2");
		assertThat(used.get(1)).startsWith("app2", "app1", "app2", "app1");
	}

	@Test
	void rateIsKept() {
		long start = System.nanoTime();
		run(new Traffic(5, 500, 0), 250, new MemoryInstance("app1", this.registers));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(480),
				Duration.ofSeconds(5));
	}

	@Test
	void errorThatIsNoFailureOfAnOperationEndsTheLoad() {
		assertThatIllegalStateException().isThrownBy(() -> run(10, new MemoryInstance("app1", this.registers) {

			@Override
			public void write(int session, long number) {
				throw new AssertionError("broken");
			}

		})).withMessageContaining("broken");
	}

	@Test
	void trafficIsChecked() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Traffic(0, 1, 0.5))
			.withMessage("0 sessions: expected 1 or more");
		assertThatIllegalArgumentException().isThrownBy(() -> new Traffic(1, 0, 0.5));
		assertThatIllegalArgumentException().isThrownBy(() -> new Traffic(1, 1, 1.5));
	}

	private Report run(int operations, Instance... instances) {
		return run(TRAFFIC, operations, instances);
	}

	private Report run(Traffic traffic, int operations, Instance... instances) {
		try (Load load = Load.start(traffic, List.of(instances), LoadTests::classify, this.history)) {
			load.await(operations);
		}
		return this.history.check(this.registers.rows());
	}

	private static Outcome classify(Exception failure) {
		return "refused".equals(failure.getMessage()) ? Outcome.REFUSED : Outcome.UNKNOWN;
	}

	/** Registers as a database keeps them. */
	private static final class Registers {

		private final List<Row> rows = new ArrayList<>();

		synchronized void add(Row row) {
			this.rows.add(row);
		}

		synchronized long last(int session) {
			return this.rows.stream().filter((row) -> row.session() == session).mapToLong(Row::number).max().orElse(0);
		}

		synchronized List<Row> rows() {
			return List.copyOf(this.rows);
		}

	}

	/** Instance that does what it should. */
	private static class MemoryInstance implements Instance {

		private final String name;

		private final Registers registers;

		MemoryInstance(String name, Registers registers) {
			this.name = name;
			this.registers = registers;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public void write(int session, long number) {
			this.registers.add(new Row(session, number));
		}

		@Override
		public long read(int session, int register) {
			return this.registers.last(register);
		}

	}

}
