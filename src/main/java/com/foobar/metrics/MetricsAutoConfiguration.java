package com.foobar.metrics;

import com.foobar.autoconfigure.RoutingAutoConfiguration;
import com.foobar.topology.CurrentTopology;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Measures routing, the tokens, the nodes and the connection pools where the application
 * has a {@link MeterRegistry}.
 */
@AutoConfiguration(after = CompositeMeterRegistryAutoConfiguration.class, before = RoutingAutoConfiguration.class)
@ConditionalOnClass({ MeterRegistry.class, CompositeMeterRegistryAutoConfiguration.class })
@ConditionalOnBean(MeterRegistry.class)
public final class MetricsAutoConfiguration {

	@Bean
	RoutingMeters routingMeters(MeterRegistry registry, CurrentTopology topology) {
		return new RoutingMeters(registry, topology.get());
	}

	@Bean
	TokenMeters tokenMeters(MeterRegistry registry) {
		return new TokenMeters(registry);
	}

	@Bean
	TopologyMeters topologyMeters(CurrentTopology topology) {
		return new TopologyMeters(topology);
	}

	@Bean
	@ConditionalOnMissingBean(MetricsTrackerFactory.class)
	PoolMeters poolMeters(MeterRegistry registry) {
		return new PoolMeters(registry);
	}

}
