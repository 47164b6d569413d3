package com.foobar.benchmark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.foobar.position.Position;
import com.foobar.read.ReadDecision;
import com.foobar.topology.Health;
import com.foobar.topology.Node;
import com.foobar.topology.Role;
import com.foobar.topology.Topology;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The choice of the node for a read by itself: no transaction and no connection. All
 * replicas have what the token asks for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class ReadDecisionBenchmark {

	private static final String SOURCE = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	/** How many nodes there are, one of them the primary. */
	@Param({ "2", "10" })
	public int nodes;

	/** How many intervals each node's position has. */
	@Param({ "1", "10000" })
	public int positionIntervals;

	/** How many intervals the token's position has; its text holds no more. */
	@Param({ "1", "100" })
	public int tokenIntervals;

	private ReadDecision decision;

	/** Make the nodes and the token. */
	@Setup
	public void prepare() {
		this.decision = new ReadDecision(
				new Topology(IntStream.rangeClosed(1, this.nodes).mapToObj(this::node).toList()),
				position(this.tokenIntervals, 1));
	}

	private Node node(int number) {
		boolean primary = number == 1;
		return new Node("db" + number, primary ? Role.PRIMARY : Role.REPLICA, Health.UP, "", "id-" + number,
				position(this.positionIntervals, 2), primary ? null : Duration.ZERO);
	}

	/**
	 * A set with that many gaps. A longer one contains a shorter, and one without gaps
	 * all.
	 */
	private static Position position(int intervals, int length) {
		return Position.parse(SOURCE + ":"
				+ ((intervals == 1 && length == 2) ? "1-1000000"
						: IntStream.range(0, intervals)
							.mapToObj((number) -> (number * 10 + 1) + "-" + (number * 10 + length))
							.collect(Collectors.joining(":"))));
	}

	/**
	 * Choose a node.
	 * @return its number
	 */
	@Benchmark
	public int choose() {
		return this.decision.choose();
	}

}
