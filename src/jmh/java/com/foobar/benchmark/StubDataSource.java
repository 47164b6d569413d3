package com.foobar.benchmark;

import java.sql.Connection;
import java.util.Objects;
import java.util.Properties;

import org.springframework.jdbc.datasource.AbstractDataSource;

/** Hands out one connection without a server, again and again. For one thread. */
final class StubDataSource extends AbstractDataSource {

	private final Connection connection = Objects
		.requireNonNull(new StubDriver().connect(StubDriver.URL, new Properties()));

	@Override
	public Connection getConnection() {
		return this.connection;
	}

	@Override
	public Connection getConnection(String username, String password) {
		return this.connection;
	}

}
