package com.foobar.benchmark;

import java.sql.Connection;

import com.foobar.pool.Credentials;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * Makes the data sources that the project's own is compared with. Stateless.
 */
final class Candidates {

	private Candidates() {
	}

	/** HikariCP as it comes, on the primary alone. */
	static Candidate single(Database database, int size) {
		HikariDataSource pool = new HikariDataSource(config(database.primaryUrl(), database.writer(), size));
		return new Candidate(pool, pool::close);
	}

	/** Spring's choice by the read-only flag between two pools, all as it comes. */
	static Candidate lazy(Database database, int size) {
		return lazy(new HikariDataSource(config(database.primaryUrl(), database.writer(), size)),
				new HikariDataSource(config(database.replicaUrl(), database.reader(), size)));
	}

	/**
	 * The same with everything tuned that costs a round trip: a transaction of one SELECT
	 * sends that and a COMMIT.
	 */
	static Candidate lean(Database database, int size) {
		Candidate lean = lazy(new HikariDataSource(leanConfig(database.primaryUrl(), database.writer(), size)),
				new HikariDataSource(leanConfig(database.replicaUrl(), database.reader(), size)));
		setDefaults((LazyConnectionDataSourceProxy) lean.dataSource());
		return lean;
	}

	/**
	 * The same again with what the driver offers against processor time: a cache of
	 * parsed statements, and no statistics of how long statements take.
	 */
	static Candidate leaner(Database database, int size) {
		Candidate lean = lazy(new HikariDataSource(leanerConfig(database.primaryUrl(), database.writer(), size)),
				new HikariDataSource(leanerConfig(database.replicaUrl(), database.reader(), size)));
		setDefaults((LazyConnectionDataSourceProxy) lean.dataSource());
		return lean;
	}

	/** The lean pools with the limit for an answer that the router has. */
	static Candidate limited(Database database, int size) {
		Candidate lean = lazy(new HikariDataSource(limitedConfig(database.primaryUrl(), database.writer(), size)),
				new HikariDataSource(limitedConfig(database.replicaUrl(), database.reader(), size)));
		setDefaults((LazyConnectionDataSourceProxy) lean.dataSource());
		return lean;
	}

	/** Spring's choice without pools: every physical connection is the same one. */
	static Candidate lazyUnpooled() {
		LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy(new StubDataSource());
		proxy.setReadOnlyDataSource(new StubDataSource());
		setDefaults(proxy);
		return new Candidate(proxy, () -> {
		});
	}

	/** Nothing but one physical connection. */
	static Candidate unpooled() {
		return new Candidate(new StubDataSource(), () -> {
		});
	}

	private static Candidate lazy(HikariDataSource readWrite, HikariDataSource readOnly) {
		LazyConnectionDataSourceProxy proxy = new LazyConnectionDataSourceProxy(readWrite);
		proxy.setReadOnlyDataSource(readOnly);
		return new Candidate(proxy, () -> {
			readOnly.close();
			readWrite.close();
		});
	}

	/** Otherwise it takes a connection of the primary to learn them. */
	private static void setDefaults(LazyConnectionDataSourceProxy proxy) {
		proxy.setDefaultAutoCommit(false);
		proxy.setDefaultTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
	}

	private static HikariConfig config(String url, Credentials user, int size) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setUsername(user.username());
		config.setPassword(user.password());
		config.setMaximumPoolSize(size);
		return config;
	}

	private static HikariConfig leanConfig(String url, Credentials user, int size) {
		HikariConfig config = config(url, user, size);
		config.setAutoCommit(false);
		config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
		config.addDataSourceProperty("useLocalSessionState", "true");
		config.addDataSourceProperty("readOnlyPropagatesToServer", "false");
		config.addDataSourceProperty("cacheServerConfiguration", "true");
		return config;
	}

	private static HikariConfig limitedConfig(String url, Credentials user, int size) {
		HikariConfig config = leanConfig(url, user, size);
		config.addDataSourceProperty("connectTimeout", "1000");
		config.addDataSourceProperty("socketTimeout", "5000");
		return config;
	}

	private static HikariConfig leanerConfig(String url, Credentials user, int size) {
		HikariConfig config = leanConfig(url, user, size);
		config.addDataSourceProperty("cachePrepStmts", "true");
		config.addDataSourceProperty("maintainTimeStats", "false");
		config.addDataSourceProperty("elideSetAutoCommits", "true");
		return config;
	}

}
