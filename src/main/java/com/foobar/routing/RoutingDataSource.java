package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import com.foobar.pool.Credentials;
import com.foobar.pool.NodePools;
import com.foobar.pool.PoolPurpose;
import com.foobar.routing.RoutingProperties.Node;

import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * The application's one {@link javax.sql.DataSource}: sends read-only transactions to the
 * replica and everything else to the primary. Safe for use by many threads.
 * <p>
 * Its connections are logical. They take a physical one when the first statement runs, so
 * that the transaction's read-only flag is known by then, and never borrow from the
 * primary to serve a read.
 */
public final class RoutingDataSource extends AbstractDataSource implements AutoCloseable {

	private final NodeDataSource readWrite;

	private final NodeDataSource readOnly;

	private final LazyConnectionDataSourceProxy connections = new LazyConnectionDataSourceProxy();

	/**
	 * Open the pools of the configured nodes, without connecting yet.
	 * @param properties the nodes and users
	 * @param listeners told of every connection that is handed out
	 */
	public RoutingDataSource(RoutingProperties properties, List<RoutingListener> listeners) {
		List<Node> nodes = properties.nodes();
		Node primary = nodes.get(0);
		Node replica = nodes.get(nodes.size() - 1);
		this.readWrite = open(primary, PoolPurpose.READ_WRITE, properties.writer(), properties, listeners);
		this.readOnly = open(replica, PoolPurpose.READ_ONLY, properties.reader(), properties, listeners);
		this.connections.setTargetDataSource(this.readWrite);
		this.connections.setReadOnlyDataSource(this.readOnly);
		this.connections.setDefaultAutoCommit(false);
		this.connections.setDefaultTransactionIsolationName(NodePools.ISOLATION);
	}

	private static NodeDataSource open(Node node, PoolPurpose purpose, Credentials user, RoutingProperties properties,
			List<RoutingListener> listeners) {
		return new NodeDataSource(node.name(), purpose,
				NodePools.open(node.name(), node.url(), purpose, user, properties.pool()), listeners);
	}

	@Override
	public Connection getConnection() throws SQLException {
		return this.connections.getConnection();
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
