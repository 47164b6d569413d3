package com.foobar.connection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * What the holder of a logical connection may ask for and few do: kept here while there
 * is no physical one, and put onto each that is taken. The pool undoes it when it gets
 * the connection back. Confined to the thread that holds the connection.
 */
final class ConnectionSettings {

	/** What pooled connections have. */
	static final int DEFAULT_ISOLATION = Connection.TRANSACTION_REPEATABLE_READ;

	private final Properties clientInfo = new Properties();

	private int isolation;

	private @Nullable String catalog;

	private @Nullable String schema;

	/** The isolation, or zero if none was chosen. */
	int getIsolation() {
		return this.isolation;
	}

	void setIsolation(int isolation) {
		this.isolation = isolation;
	}

	@Nullable String getCatalog() {
		return this.catalog;
	}

	void setCatalog(String catalog) {
		this.catalog = catalog;
	}

	@Nullable String getSchema() {
		return this.schema;
	}

	void setSchema(String schema) {
		this.schema = schema;
	}

	Properties getClientInfo() {
		return this.clientInfo;
	}

	/**
	 * Costs a round trip for each setting that differs from what pooled connections have.
	 * One without a transaction on the server has no use for an isolation.
	 */
	void applyTo(Connection connection) throws SQLException {
		if (this.catalog != null) {
			connection.setCatalog(this.catalog);
		}
		if (this.schema != null) {
			connection.setSchema(this.schema);
		}
		if (this.isolation != 0 && this.isolation != DEFAULT_ISOLATION && !connection.getAutoCommit()) {
			connection.setTransactionIsolation(this.isolation);
		}
	}

}
