package com.foobar.migration;

import com.foobar.autoconfigure.MonitorLifecycle;
import com.foobar.autoconfigure.RoutingAutoConfiguration;
import com.foobar.routing.RoutingProperties;
import com.foobar.topology.CurrentTopology;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/** Leads migrations past the router: as a user of their own, to the primary. */
@AutoConfiguration(after = RoutingAutoConfiguration.class, before = FlywayAutoConfiguration.class)
@ConditionalOnClass({ FlywayConnectionDetails.class, FlywayMigrationStrategy.class })
@ConditionalOnBean(MonitorLifecycle.class)
public final class MigrationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	FlywayConnectionDetails flywayConnectionDetails(RoutingProperties properties) {
		return new MigratorConnectionDetails(properties);
	}

	/** The nodes are watched from now on, since one of them is waited for. */
	@Bean
	@ConditionalOnMissingBean
	FlywayMigrationStrategy migrationGate(RoutingProperties properties, CurrentTopology topology,
			MonitorLifecycle monitor) {
		return new MigrationGate(monitor, topology, new MigratorConnectionDetails(properties));
	}

}
