package com.foobar.pool;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Opens physical connections. Immutable. HikariCP's own would set a login timeout for
 * every driver and pool of the JVM.
 */
final class DriverSource extends AbstractDataSource {

	private final String url;

	private final Properties properties;

	DriverSource(String url, Credentials credentials, PoolPurpose purpose, PoolSettings settings) {
		this.url = url;
		this.properties = new Properties();
		set("user", credentials.username());
		set("password", credentials.password());
		set("connectTimeout", settings.connectTimeout().toMillis());
		set("socketTimeout", settings.socketTimeout().toMillis());
		set("useLocalSessionState", true);
		set("readOnlyPropagatesToServer", purpose.isReadOnly());
		set("cacheServerConfiguration", true);
		set("cachePrepStmts", true);
		set("maintainTimeStats", false);
		set("trackSessionState", !purpose.isReadOnly());
	}

	/** The driver reads texts and nothing else: others would be lost without a word. */
	private void set(String property, Object value) {
		this.properties.setProperty(property, value.toString());
	}

	@Override
	public Connection getConnection() throws SQLException {
		return DriverManager.getConnection(this.url, this.properties);
	}

	/** Unsupported: each pool has the one user. */
	@Override
	public Connection getConnection(String username, String password) {
		throw new UnsupportedOperationException("The user is part of the pool's settings");
	}

	/** For how long the pool waits, when it is closed, for a connection that opens. */
	@Override
	public int getLoginTimeout() {
		return 1;
	}

	@Override
	public void setLoginTimeout(int timeout) {
		// connecting has its own limits
	}

}
