package com.foobar.migration;

import javax.sql.DataSource;

import com.foobar.pool.Credentials;
import com.foobar.routing.RoutingProperties;
import com.foobar.routing.RoutingProperties.Node;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.Assert;

/**
 * The nodes, as the user that may change tables. Statements may take their time, as
 * changes of large tables do; connecting may not.
 *
 * @param properties the nodes and users
 */
record MigratorConnectionDetails(RoutingProperties properties) implements FlywayConnectionDetails {

	@Override
	public String getUsername() {
		return migrator().username();
	}

	@Override
	public String getPassword() {
		return migrator().password();
	}

	private Credentials migrator() {
		Credentials migrator = this.properties.migrator();
		Assert.state(migrator != null,
				"Property 'foobar.routing.migrator' is missing: migrations run as a user of their own");
		return migrator;
	}

	/** The first node's, as long as nobody knows which is the primary. */
	@Override
	public String getJdbcUrl() {
		return url(this.properties.nodes().get(0));
	}

	private String url(Node node) {
		long timeout = this.properties.pool().connectTimeout().toMillis();
		return node.url() + (node.url().contains("?") ? "&" : "?") + "connectTimeout=" + timeout;
	}

	/** One node's connections. */
	DataSource dataSource(String name) {
		Node node = this.properties.nodes()
			.stream()
			.filter((each) -> each.name().equals(name))
			.findFirst()
			.orElseThrow();
		return new DriverManagerDataSource(url(node), getUsername(), getPassword());
	}

}
