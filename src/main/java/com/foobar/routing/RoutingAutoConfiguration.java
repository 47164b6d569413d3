package com.foobar.routing;

import java.util.List;

import com.foobar.monitor.TransitionLog;
import com.foobar.topology.CurrentTopology;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.TransactionManager;

/**
 * Gives the application its {@link RoutingDataSource}, watches the nodes and migrates
 * through the primary.
 */
@AutoConfiguration(after = TransactionManagerCustomizationAutoConfiguration.class,
		before = { DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
				FlywayAutoConfiguration.class })
@EnableConfigurationProperties(RoutingProperties.class)
public final class RoutingAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RoutingDataSource dataSource(RoutingProperties properties, ObjectProvider<RoutingListener> listeners) {
		return new RoutingDataSource(properties, listeners.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	CurrentTopology currentTopology(RoutingProperties properties, ApplicationEventPublisher events) {
		List<String> names = properties.nodes().stream().map(RoutingProperties.Node::name).toList();
		return new CurrentTopology(names, List.of(new TransitionLog(), events::publishEvent));
	}

	@Bean
	MonitorLifecycle monitorLifecycle(RoutingProperties properties, CurrentTopology topology) {
		return new MonitorLifecycle(properties, topology);
	}

	@Bean
	@ConditionalOnMissingBean(TransactionManager.class)
	RoutingTransactionManager transactionManager(RoutingDataSource dataSource,
			ObjectProvider<TransactionManagerCustomizers> customizers) {
		JdbcTransactionManager transactionManager = new JdbcTransactionManager(dataSource);
		customizers.ifAvailable((customizer) -> customizer.customize(transactionManager));
		return new RoutingTransactionManager(transactionManager);
	}

	@Bean
	@ConditionalOnMissingBean(SQLExceptionTranslator.class)
	RoutingExceptionTranslator routingExceptionTranslator() {
		return new RoutingExceptionTranslator();
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
