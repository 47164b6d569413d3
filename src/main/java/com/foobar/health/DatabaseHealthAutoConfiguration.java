package com.foobar.health;

import com.foobar.autoconfigure.RoutingAutoConfiguration;
import com.foobar.topology.CurrentTopology;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Shows the topology, and replaces Boot's single look at the {@code DataSource}, which
 * would see one node, by what is known of all.
 */
@AutoConfiguration(after = RoutingAutoConfiguration.class, before = DataSourceHealthContributorAutoConfiguration.class)
@ConditionalOnClass({ ConditionalOnAvailableEndpoint.class, HealthContributor.class })
@ConditionalOnBean(CurrentTopology.class)
public final class DatabaseHealthAutoConfiguration {

	@Bean
	@ConditionalOnAvailableEndpoint
	TopologyEndpoint topologyEndpoint(CurrentTopology topology) {
		return new TopologyEndpoint(topology);
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("db")
	HealthContributor dbHealthContributor(CurrentTopology topology) {
		return DatabaseHealthIndicator.ofReads(topology);
	}

	@Bean
	@ConditionalOnEnabledHealthIndicator("db")
	HealthContributor dbWriteHealthContributor(CurrentTopology topology) {
		return DatabaseHealthIndicator.ofWrites(topology);
	}

	@Bean
	static HealthEndpointGroupsPostProcessor databaseHealthGroups() {
		return DatabaseHealthGroups::new;
	}

}
