package com.foobar.autoconfigure;

import java.util.List;

import com.foobar.consistency.ConsistencySettings;
import com.foobar.decision.RoutingListener;
import com.foobar.monitor.TransitionLog;
import com.foobar.routing.RoutingDataSource;
import com.foobar.routing.RoutingProperties;
import com.foobar.topology.CurrentTopology;
import com.foobar.transaction.RoutingExceptionTranslator;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * Gives the application its {@link RoutingDataSource}, and watches the nodes.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties({ RoutingProperties.class, ConsistencySettings.class })
public final class RoutingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	@DependsOn("monitorLifecycle")
	RoutingDataSource dataSource(RoutingProperties properties, ConsistencySettings consistency,
			CurrentTopology topology, ObjectProvider<RoutingListener> listeners,
			ObjectProvider<MetricsTrackerFactory> metrics) {
		return new RoutingDataSource(properties, consistency, topology, listeners.orderedStream().toList(),
				metrics.getIfAvailable());
	}

	@Bean
	@ConditionalOnMissingBean
	CurrentTopology currentTopology(RoutingProperties properties) {
		return new CurrentTopology(List.copyOf(properties.urls().keySet()), List.of(new TransitionLog()));
	}

	@Bean
	MonitorLifecycle monitorLifecycle(RoutingProperties properties, CurrentTopology topology,
			ApplicationEventPublisher events) {
		return new MonitorLifecycle(properties, topology, events::publishEvent);
	}

	@Bean
	@ConditionalOnMissingBean(SQLExceptionTranslator.class)
	RoutingExceptionTranslator routingExceptionTranslator() {
		return new RoutingExceptionTranslator();
	}

	@Bean
	SetupCheck setupCheck(RoutingProperties properties, RoutingDataSource dataSource, CurrentTopology topology) {
		return new SetupCheck(properties.writer().username(), properties.reader().username(),
				JdbcClient.create(dataSource), topology);
	}

}
