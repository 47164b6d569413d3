package com.foobar.routing;

import javax.sql.DataSource;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The primary, as the user that may change tables. Statements may take their time, as
 * changes of large tables do; connecting may not.
 *
 * @param properties the nodes and users
 */
record MigratorConnectionDetails(RoutingProperties properties) implements FlywayConnectionDetails {

	@Override
	public String getUsername() {
		return this.properties.migrator().username();
	}

	@Override
	public String getPassword() {
		return this.properties.migrator().password();
	}

	/**
	 * The same primary for a quick question, whose answer may not take longer than that
	 * of a statement.
	 */
	DataSource probe() {
		long timeout = this.properties.pool().socketTimeout().toMillis();
		return new DriverManagerDataSource(getJdbcUrl() + "&socketTimeout=" + timeout, getUsername(), getPassword());
	}

	@Override
	public String getJdbcUrl() {
		String url = this.properties.nodes().get(0).url();
		long timeout = this.properties.pool().connectTimeout().toMillis();
		return url + (url.contains("?") ? "&" : "?") + "connectTimeout=" + timeout;
	}

}
