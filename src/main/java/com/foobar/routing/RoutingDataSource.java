package com.foobar.routing;

import java.sql.Connection;
import java.util.List;

import com.foobar.pool.Credentials;
import com.foobar.pool.NodePools;
import com.foobar.pool.PoolPurpose;
import com.foobar.routing.RoutingProperties.Node;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * The application's one {@link javax.sql.DataSource}: sends read-only transactions to the
 * replica and everything else to the primary. Safe for use by many threads.
 * <p>
 * Its connections are logical: each of their transactions takes a physical connection
 * when its first statement runs, so that its read-only flag is known by then, and gives
 * it back at its end. A connection held for longer is led anew with each transaction.
 */
public final class RoutingDataSource extends AbstractDataSource implements AutoCloseable {

	private final NodePool readWrite;

	private final NodePool readOnly;

	private final Router router;

	/**
	 * Open the pools of the configured nodes, without connecting yet.
	 * @param properties the nodes and users
	 * @param listeners told of every connection that is handed out
	 */
	public RoutingDataSource(RoutingProperties properties, List<RoutingListener> listeners) {
		List<Node> nodes = properties.nodes();
		Node primary = nodes.get(0);
		Node replica = nodes.get(nodes.size() - 1);
		this.readWrite = open(primary, PoolPurpose.READ_WRITE, properties.writer(), properties);
		this.readOnly = open(replica, PoolPurpose.READ_ONLY, properties.reader(), properties);
		this.router = new Router(this.readWrite, this.readOnly, listeners);
	}

	private static NodePool open(Node node, PoolPurpose purpose, Credentials user, RoutingProperties properties) {
		return new NodePool(node.name(), purpose,
				NodePools.open(node.name(), node.url(), purpose, user, properties.pool()));
	}

	@Override
	public Connection getConnection() {
		return new LogicalConnection(this.router);
	}

	/** Unsupported: the users are part of the configuration. */
	@Override
	public Connection getConnection(String username, String password) {
		throw new UnsupportedOperationException(
				"The users of a RoutingDataSource are configured under 'foobar.routing'");
	}

	/**
	 * Ask every node for a connection; takes up to the pool's acquire timeout for each
	 * that is down.
	 * @return what each said, the primary first
	 */
	public List<NodeStatus> probe() {
		return List.of(this.readWrite.probe(), this.readOnly.probe());
	}

	@Override
	public void close() {
		this.readOnly.close();
		this.readWrite.close();
	}

	@Override
	public String toString() {
		return "RoutingDataSource[" + this.readWrite + ", " + this.readOnly + "]";
	}

}
