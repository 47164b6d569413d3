package com.foobar.pool;

import java.util.EnumMap;
import java.util.Map;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import org.jspecify.annotations.Nullable;

/**
 * All connections to one node: a pool for each purpose, opened when it is first needed,
 * so that a node costs what its role asks for. Safe for use by many threads.
 */
public final class NodePools implements AutoCloseable {

	private final Map<PoolPurpose, ConnectionPool> pools = new EnumMap<>(PoolPurpose.class);

	/**
	 * Pools that have not connected yet.
	 * @param node the node's name, part of the pools' names and so of their errors
	 * @param url the node's JDBC URL
	 * @param writer the user of read-write transactions
	 * @param reader the user of all others
	 * @param settings sizes and timeouts
	 * @param listener told of failures of the node
	 * @param metrics makes the pools' meters, if there are to be any
	 */
	public NodePools(String node, String url, Credentials writer, Credentials reader, PoolSettings settings,
			PoolListener listener, @Nullable MetricsTrackerFactory metrics) {
		for (PoolPurpose purpose : PoolPurpose.values()) {
			Credentials user = purpose.isReadOnly() ? reader : writer;
			this.pools.put(purpose, new ConnectionPool(node, url, purpose, user, settings, listener, metrics));
		}
	}

	/**
	 * The connections for one purpose.
	 * @param purpose what they are for
	 * @return the pool
	 */
	@SuppressWarnings("NullAway")
	public ConnectionPool get(PoolPurpose purpose) {
		return this.pools.get(purpose);
	}

	/** Replace all connections: idle ones now, those in use when they come back. */
	public void evict() {
		this.pools.values().forEach(ConnectionPool::evict);
	}

	/**
	 * Open new connections from now on, since the node is gone or is another by now.
	 * Those that read are cut at once, since a read can be repeated; those that write are
	 * left the time that an answer may take.
	 */
	public void renew() {
		this.pools.forEach((purpose, pool) -> {
			if (purpose.isReadOnly()) {
				pool.cut();
			}
			else {
				pool.retire();
			}
		});
	}

	/**
	 * Cut all connections that may write, those in use too and those that were left time,
	 * since another node has become the primary: nothing they do can succeed any more.
	 */
	public void cutWrites() {
		get(PoolPurpose.READ_WRITE).cut();
	}

	@Override
	public void close() {
		this.pools.values().forEach(ConnectionPool::close);
	}

}
