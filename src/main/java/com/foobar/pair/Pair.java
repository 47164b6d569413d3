package com.foobar.pair;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.foobar.pool.Failures;
import com.foobar.server.Server;
import com.foobar.server.ServerLock;
import com.foobar.server.ServerState;

/**
 * The servers of the pair. Looks at all of them at the same time; used by one thread at a
 * time.
 */
public final class Pair implements AutoCloseable {

	private final Map<String, Server> servers = new LinkedHashMap<>();

	private final Duration timeout;

	private final ExecutorService executor;

	/**
	 * A pair, without connecting yet.
	 * @param servers its servers in the order of their configuration
	 * @param timeout how long a look at one of them may take
	 */
	public Pair(List<Server> servers, Duration timeout) {
		servers.forEach((server) -> this.servers.put(server.name(), server));
		this.timeout = timeout;
		this.executor = Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task, "look");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Looks at all servers now.
	 * @return what they say, those that answer in time
	 * @throws InterruptedException if the thread is asked to end
	 */
	public PairState look() throws InterruptedException {
		Map<Server, Future<ServerState>> looks = new LinkedHashMap<>();
		this.servers.values().forEach((server) -> looks.put(server, this.executor.submit(server::look)));
		long deadline = System.nanoTime() + this.timeout.toNanos();
		List<Seen> seen = new ArrayList<>();
		for (Map.Entry<Server, Future<ServerState>> look : looks.entrySet()) {
			seen.add(seen(look.getKey(), look.getValue(), deadline));
		}
		return new PairState(seen);
	}

	private static Seen seen(Server server, Future<ServerState> look, long deadline) throws InterruptedException {
		try {
			ServerState state = look.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
			return new Seen(server.name(), server.address(), state, "");
		}
		catch (TimeoutException ex) {
			server.abort();
			look.cancel(true);
			return new Seen(server.name(), server.address(), null, "no answer in time");
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			if (cause instanceof SQLException || cause instanceof RuntimeException) {
				return new Seen(server.name(), server.address(), null, Failures.describe(cause));
			}
			throw new IllegalStateException(cause);
		}
	}

	/**
	 * Does something while no other controller works on any server that answers.
	 * @param pair which servers answer
	 * @param task what to do
	 * @throws InterruptedException if the thread is asked to end
	 * @throws com.foobar.server.LockedException if another controller works on one
	 */
	public void whileLocked(PairState pair, Task task) throws InterruptedException {
		List<ServerLock> held = new ArrayList<>();
		try {
			pair.answering().forEach((node) -> held.add(server(node.name()).lock()));
			task.run();
		}
		finally {
			held.forEach(ServerLock::close);
		}
	}

	/**
	 * The server of a name.
	 * @param name its configured name
	 * @return the server
	 */
	public Server server(String name) {
		Server server = this.servers.get(name);
		if (server == null) {
			throw new IllegalArgumentException("There is no node '%s': the nodes are %s".formatted(name,
					String.join(", ", this.servers.keySet())));
		}
		return server;
	}

	@Override
	public void close() {
		this.executor.shutdownNow();
		this.servers.values().forEach(Server::close);
	}

	/** Something to do. */
	@FunctionalInterface
	public interface Task {

		/**
		 * Do it.
		 * @throws InterruptedException if the thread is asked to end
		 */
		void run() throws InterruptedException;

	}

}
