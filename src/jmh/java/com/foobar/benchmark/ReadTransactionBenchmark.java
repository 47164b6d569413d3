package com.foobar.benchmark;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A read-only transaction of one query, against a driver that does nothing: what is left
 * is the cost of transaction manager, router and pool.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class ReadTransactionBenchmark {

	/** How it gets its connection. */
	@Param
	public Wiring wiring;

	private Candidate candidate;

	private Contender.Work work;

	/** Open the pools. */
	@Setup
	public void open() {
		Database database = Database.stub();
		this.candidate = this.wiring.open(database);
		this.work = this.wiring.decorated(database, new ReadTransaction(this.candidate.dataSource())::run);
	}

	/** Close the pools. */
	@TearDown
	public void close() {
		this.candidate.close();
	}

	/**
	 * Run the transaction.
	 * @return what it read
	 * @throws Exception if it fails
	 */
	@Benchmark
	public Object read() throws Exception {
		return this.work.run();
	}

}
