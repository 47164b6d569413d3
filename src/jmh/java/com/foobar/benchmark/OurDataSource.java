package com.foobar.benchmark;

import java.time.Duration;
import java.util.List;

import com.foobar.consistency.Consistency;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.consistency.ConsistencyScopes;
import com.foobar.consistency.ConsistencySettings;
import com.foobar.monitor.Monitor;
import com.foobar.pool.PoolSettings;
import com.foobar.position.Position;
import com.foobar.probe.MonitorSettings;
import com.foobar.routing.RoutingDataSource;
import com.foobar.routing.RoutingProperties;
import com.foobar.routing.RoutingProperties.Node;
import com.foobar.routing.RoutingProperties.ReadIsolation;
import com.foobar.routing.RoutingProperties.Reads;
import com.foobar.routing.RoutingProperties.WhenExhausted;
import com.foobar.token.ConsistencyToken;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Health;
import com.foobar.topology.Role;
import com.foobar.topology.Topology;

/**
 * Makes the project's own contender: all that the benchmarks know of how it is put
 * together. Stateless.
 */
final class OurDataSource {

	private static final ConsistencySettings CONSISTENCY = new ConsistencySettings(Consistency.SESSION,
			Duration.ofSeconds(10), List.of("key-of-the-benchmarks-with-32-characters"), "main", Duration.ofMinutes(5),
			Duration.ofMinutes(2), Duration.ofSeconds(5), 1024, false);

	private OurDataSource() {
	}

	/**
	 * Open the router on both nodes.
	 * @param database the nodes and users
	 * @param size connections per node and purpose
	 * @param isolation of the reads
	 * @return the router, to be closed
	 */
	static Candidate open(Database database, int size, ReadIsolation isolation) {
		RoutingProperties properties = properties(database, size, isolation);
		CurrentTopology topology = new CurrentTopology(List.copyOf(properties.urls().keySet()), List.of());
		RoutingDataSource dataSource = new RoutingDataSource(properties, CONSISTENCY, topology, List.of(), null);
		if (database.isStub()) {
			topology.update((unseen) -> new Topology(
					List.of(node(database, "db1", Role.PRIMARY), node(database, "db2", Role.REPLICA))));
			return new Candidate(dataSource, dataSource::close);
		}
		Monitor monitor = new Monitor(properties.urls(), properties.monitor(), topology);
		monitor.start();
		return new Candidate(dataSource, () -> {
			monitor.close();
			dataSource.close();
		});
	}

	private static com.foobar.topology.Node node(Database database, String name, Role role) {
		return new com.foobar.topology.Node(name, role, Health.UP, "", name, Position.parse(database.position()),
				(role == Role.REPLICA) ? Duration.ZERO : null);
	}

	private static RoutingProperties properties(Database database, int size, ReadIsolation isolation) {
		Duration second = Duration.ofSeconds(1);
		return new RoutingProperties(
				List.of(new Node("db1", database.primaryUrl()), new Node("db2", database.replicaUrl())),
				database.writer(), database.reader(), database.writer(),
				new MonitorSettings(database.monitor().username(), database.monitor().password(), Duration.ofMillis(50),
						second, second),
				new PoolSettings(size, size, Duration.ofSeconds(2), second, Duration.ofSeconds(5),
						Duration.ofMinutes(30)),
				Reads.REPLICAS, 0.5, isolation, Duration.ofMillis(20), WhenExhausted.REFUSE, Duration.ofSeconds(5));
	}

	/**
	 * Inside a scope in mode {@code SESSION} that is opened for each transaction, as a
	 * request with the one would.
	 * @param database what the visitor's token asks for is where its replica is
	 * @param work the transaction
	 * @return the same in a scope
	 */
	static Contender.Work inScope(Database database, Contender.Work work) {
		ConsistencyScopes scopes = new ConsistencyScopes(CONSISTENCY);
		ConsistencyToken token = token(database);
		return () -> scopes.call(token, work::run);
	}

	/**
	 * Inside a scope in mode {@code SESSION} that is open already, and stays so for the
	 * life of the thread.
	 * @param database what the visitor's token asks for is where its replica is
	 * @param work the transaction
	 * @return the same in a scope
	 */
	static Contender.Work inSession(Database database, Contender.Work work) {
		ConsistencyScopes scopes = new ConsistencyScopes(CONSISTENCY);
		ConsistencyToken token = token(database);
		return () -> {
			if (ConsistencyScope.current() == null) {
				scopes.open(token);
			}
			return work.run();
		};
	}

	private static ConsistencyToken token(Database database) {
		return ConsistencyToken.of(Position.parse(database.position()));
	}

}
