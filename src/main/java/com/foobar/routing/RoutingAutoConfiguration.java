package com.foobar.routing;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives the application its {@link RoutingDataSource} and migrates through the primary.
 */
@AutoConfiguration(before = { DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class })
@EnableConfigurationProperties(RoutingProperties.class)
public final class RoutingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RoutingDataSource dataSource(RoutingProperties properties, ObjectProvider<RoutingListener> listeners) {
		return new RoutingDataSource(properties, listeners.orderedStream().toList());
	}

	/** Migrations never go through the router: one user of their own, on the primary. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(FlywayConnectionDetails.class)
	static class MigrationConfiguration {

		@Bean
		@ConditionalOnMissingBean
		FlywayConnectionDetails flywayConnectionDetails(RoutingProperties properties) {
			return new MigratorConnectionDetails(properties);
		}

		@Bean
		@ConditionalOnMissingBean
		FlywayMigrationStrategy migrationGate(RoutingProperties properties) {
			return new MigrationGate(properties.nodes().get(0).name(),
					new MigratorConnectionDetails(properties).probe());
		}

	}

}
