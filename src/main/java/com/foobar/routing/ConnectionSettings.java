package com.foobar.routing;

import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * What the holder of a logical connection has asked for: kept here while there is no
 * physical one, and put onto each that is taken. The pool undoes it when it gets the
 * connection back. Confined to the thread that holds the connection.
 */
final class ConnectionSettings {

	boolean autoCommit = true;

	boolean readOnly;

	int isolation;

	@Nullable String catalog;

	@Nullable String schema;

	private final int defaultIsolation;

	ConnectionSettings(int defaultIsolation) {
		this.defaultIsolation = defaultIsolation;
		this.isolation = defaultIsolation;
	}

	/**
	 * Costs a round trip for each setting that differs from what pooled connections have.
	 */
	void applyTo(Connection connection) throws SQLException {
		if (this.catalog != null) {
			connection.setCatalog(this.catalog);
		}
		if (this.schema != null) {
			connection.setSchema(this.schema);
		}
		if (this.isolation != this.defaultIsolation) {
			connection.setTransactionIsolation(this.isolation);
		}
		if (this.autoCommit) {
			connection.setAutoCommit(true);
		}
	}

}
