package com.foobar.routing;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;

import com.foobar.connection.LogicalConnection;
import com.foobar.consistency.ConsistencySettings;
import com.foobar.decision.RoutingListener;
import com.foobar.node.NodeAccess;
import com.foobar.node.Nodes;
import com.foobar.pool.NodePools;
import com.foobar.read.ReadContext;
import com.foobar.topology.CurrentTopology;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The application's one {@link javax.sql.DataSource}: sends read-only transactions to a
 * replica that has what they must see, and everything else to the primary. Safe for use
 * by many threads.
 * <p>
 * Its connections are logical: each of their transactions takes a physical connection
 * when its first statement runs, so that its read-only flag is known by then, and gives
 * it back at its end. A connection held for longer is led anew with each transaction.
 */
public final class RoutingDataSource extends AbstractDataSource implements AutoCloseable {

	/** However seldom nodes are looked at. */
	private static final Duration SUSPICION = Duration.ofMillis(500);

	private final Nodes nodes;

	private final Router router;

	private final int readIsolation;

	/**
	 * A data source over the configured nodes, without connecting yet.
	 * @param properties the nodes and users
	 * @param consistency how fresh reads must be
	 * @param topology what the nodes are like, kept by somebody else
	 * @param listeners told of every connection that is handed out
	 * @param metrics makes the meters of the connection pools, if there are to be any
	 * @throws IllegalArgumentException if these are not the nodes of the topology
	 */
	public RoutingDataSource(RoutingProperties properties, ConsistencySettings consistency, CurrentTopology topology,
			List<RoutingListener> listeners, @Nullable MetricsTrackerFactory metrics) {
		RoutingListener listener = new RoutingListeners(listeners);
		this.nodes = nodes(properties, topology, metrics);
		this.router = new Router(new ReadContext(this.nodes, properties.readSettings(), consistency, listener),
				new WriteRoute(this.nodes, properties, consistency.pin(), listener));
		this.readIsolation = properties.readIsolation().level();
	}

	private static Nodes nodes(RoutingProperties properties, CurrentTopology topology,
			@Nullable MetricsTrackerFactory metrics) {
		Duration twoLooks = properties.monitor().interval().multipliedBy(2);
		Duration suspicion = (twoLooks.compareTo(SUSPICION) < 0) ? twoLooks : SUSPICION;
		return new Nodes(topology, properties.nodes()
			.stream()
			.map((node) -> new NodeAccess(node.name(),
					(listener) -> new NodePools(node.name(), node.url(), properties.writer(), properties.reader(),
							properties.pool(), listener, metrics),
					topology, suspicion, System::nanoTime))
			.toList());
	}

	@Override
	public Connection getConnection() {
		return new LogicalConnection(this.router, this.readIsolation);
	}

	/** Unsupported: the users are part of the configuration. */
	@Override
	public Connection getConnection(String username, String password) {
		throw new UnsupportedOperationException(
				"The users of a RoutingDataSource are configured under 'foobar.routing'");
	}

	@Override
	public void close() {
		this.nodes.close();
	}

	@Override
	public String toString() {
		return "RoutingDataSource" + this.nodes.accesses();
	}

}
