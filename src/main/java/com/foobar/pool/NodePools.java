package com.foobar.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.IsolationLevel;

/**
 * Opens the connection pools of database nodes. Stateless.
 */
public final class NodePools {

	private static final IsolationLevel LEVEL = IsolationLevel.TRANSACTION_REPEATABLE_READ;

	/**
	 * The isolation every pooled connection starts with, as JDBC's constant: MySQL's own
	 * default; set rather than assumed, so that the router can answer for it without a
	 * connection.
	 */
	public static final int ISOLATION = LEVEL.getLevelId();

	private NodePools() {
	}

	/**
	 * Open a pool without connecting: a node that is down shows at the first use.
	 * <p>
	 * Connections start with auto-commit off, so that neither the transaction manager nor
	 * the pool has to switch it: a transaction costs its statements and one
	 * {@code COMMIT}. Those of a {@link PoolPurpose#READ_ONLY read-only} pool are marked
	 * read-only once, when they are opened, and then refuse writes even where the node
	 * itself would take them. A {@link PoolPurpose#READ_WRITE read-write} one that is
	 * marked read-only for a while refuses writes too, but by the driver and without a
	 * round trip: the server would then grant no locks either.
	 * @param node the node's name, part of the pool's name and so of its errors
	 * @param url the node's JDBC URL
	 * @param purpose what the connections are for
	 * @param credentials the user to connect as
	 * @param settings sizes and timeouts
	 * @return the pool, to be closed by the caller
	 */
	public static HikariDataSource open(String node, String url, PoolPurpose purpose, Credentials credentials,
			PoolSettings settings) {
		HikariConfig config = new HikariConfig();
		config.setPoolName(node + " " + purpose);
		config.setJdbcUrl(url);
		config.setUsername(credentials.username());
		config.setPassword(credentials.password());
		config.setAutoCommit(false);
		config.setReadOnly(purpose.isReadOnly());
		config.setTransactionIsolation(LEVEL.name());
		config.setMaximumPoolSize(settings.size());
		config.setConnectionTimeout(settings.acquireTimeout().toMillis());
		config.setValidationTimeout(Math.min(settings.acquireTimeout().toMillis(), 1000));
		config.setMaxLifetime(settings.maxLifetime().toMillis());
		config.setInitializationFailTimeout(-1);
		setDriver(config, "connectTimeout", settings.connectTimeout().toMillis());
		setDriver(config, "socketTimeout", settings.socketTimeout().toMillis());
		setDriver(config, "useLocalSessionState", true);
		setDriver(config, "readOnlyPropagatesToServer", purpose.isReadOnly());
		setDriver(config, "cacheServerConfiguration", true);
		return new HikariDataSource(config);
	}

	/**
	 * The driver reads texts and nothing else: a number or a boolean would be lost
	 * without a word.
	 */
	private static void setDriver(HikariConfig config, String property, Object value) {
		config.addDataSourceProperty(property, value.toString());
	}

}
