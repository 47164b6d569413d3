package com.foobar.monitor;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.foobar.probe.MonitorSettings;
import com.foobar.probe.Probe;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Node;

/**
 * Keeps a topology by asking every node again and again, each on a thread and over a
 * connection of its own, so that none waits for another. Safe for use by many threads.
 * <p>
 * A poll costs its node one statement, and a replica one more every
 * {@link MonitorSettings#replicationInterval}, or with each poll while it does not
 * follow.
 */
public final class Monitor implements AutoCloseable {

	private static final Duration GRACE = Duration.ofMillis(250);

	private static final Duration END = Duration.ofMillis(500);

	private final CountDownLatch stop = new CountDownLatch(1);

	private final Findings findings;

	private final List<NodeWatch> watches;

	private final List<Thread> threads;

	/**
	 * A monitor that has not begun.
	 * @param urls the JDBC URL of each node by the name it has in the topology; another
	 * schema than the URL's is used
	 * @param settings as whom and how often to ask
	 * @param current the topology to keep
	 * @throws IllegalArgumentException if these are not the nodes of the topology
	 */
	public Monitor(Map<String, String> urls, MonitorSettings settings, CurrentTopology current) {
		requireSame(urls.keySet(), current.get().nodes().stream().map(Node::name).collect(Collectors.toSet()));
		LongSupplier clock = System::nanoTime;
		this.findings = new Findings(current);
		this.watches = urls.entrySet()
			.stream()
			.map((node) -> new NodeWatch(node.getKey(), Probe.of(node.getValue(), settings, clock), this.findings,
					settings, this.stop, clock))
			.toList();
		Watchdog watchdog = new Watchdog(this.watches, settings.interval(), this.stop, clock);
		this.threads = Stream
			.concat(this.watches.stream().map((watch) -> thread(watch.node(), watch)),
					Stream.of(thread("watchdog", watchdog)))
			.toList();
	}

	private static void requireSame(Set<String> asked, Set<String> known) {
		if (!asked.equals(known)) {
			throw new IllegalArgumentException("Nodes %s cannot be monitored as %s".formatted(asked, known));
		}
	}

	private static Thread thread(String name, Runnable task) {
		Thread thread = new Thread(task, "monitor-" + name);
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * Begin to ask, and return at once.
	 * @throws IllegalThreadStateException if it has begun before
	 */
	public void start() {
		this.threads.forEach(Thread::start);
	}

	/**
	 * Wait until every node has answered or failed to once, and every replica that
	 * answered has been compared with the primary, if there is one.
	 * @param timeout longest time to wait
	 * @return whether that is so
	 * @throws InterruptedException if the thread is interrupted meanwhile
	 */
	public boolean awaitFirstLook(Duration timeout) throws InterruptedException {
		return this.findings.awaitFirstLook(timeout);
	}

	/**
	 * End the threads and their connections; the topology stays as it was seen last.
	 * Takes less than a second, even where a node is frozen: a connection that waits for
	 * an answer is then cut. One that is just being opened ends by its timeout.
	 */
	@Override
	public void close() {
		this.findings.close();
		this.stop.countDown();
		if (!join(GRACE)) {
			this.watches.forEach(NodeWatch::abort);
			join(END);
		}
	}

	private boolean join(Duration timeout) {
		long deadline = System.nanoTime() + timeout.toNanos();
		try {
			for (Thread thread : this.threads) {
				thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return this.threads.stream().noneMatch(Thread::isAlive);
	}

}
