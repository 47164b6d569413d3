package com.foobar.health;

import com.foobar.routing.RoutingAutoConfiguration;
import com.foobar.routing.RoutingDataSource;
import com.foobar.topology.CurrentTopology;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Shows the topology, and replaces Boot's single look at the {@code DataSource}, which
 * would see the primary alone, by a look at every node.
 */
@AutoConfiguration(after = RoutingAutoConfiguration.class, before = DataSourceHealthContributorAutoConfiguration.class)
@ConditionalOnClass(HealthContributor.class)
@ConditionalOnBean(RoutingDataSource.class)
public final class DatabaseHealthAutoConfiguration {

	@Bean
	@ConditionalOnAvailableEndpoint
	TopologyEndpoint topologyEndpoint(CurrentTopology topology) {
		return new TopologyEndpoint(topology);
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("db")
	HealthContributor dbHealthContributor(RoutingDataSource dataSource) {
		return new DatabaseHealthIndicator(dataSource);
	}

}
