package com.foobar.metrics;

import java.util.List;

import com.foobar.decision.RoutingListener;
import com.foobar.token.TokenListener;
import com.foobar.topology.CurrentTopology;
import com.zaxxer.hikari.metrics.IMetricsTracker;
import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsAutoConfigurationTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
		.withBean(CurrentTopology.class, () -> new CurrentTopology(List.of("db1"), List.of()));

	@Test
	void registryIsGivenTheMeters() {
		this.application.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.run((context) -> assertThat(context).hasSingleBean(RoutingListener.class)
				.hasSingleBean(TokenListener.class)
				.hasSingleBean(TopologyMeters.class)
				.hasSingleBean(MetricsTrackerFactory.class));
	}

	@Test
	void applicationWithoutARegistryHasNoMeters() {
		this.application.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RoutingListener.class));
	}

	@Test
	void applicationWithoutMicrometerHasNoMeters() {
		this.application.withClassLoader(new FilteredClassLoader("io.micrometer"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RoutingListener.class));
	}

	@Test
	void factoryOfTheApplicationIsKept() {
		MetricsTrackerFactory own = (name, stats) -> new IMetricsTracker() {
		};
		this.application.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(MetricsTrackerFactory.class, () -> own)
			.run((context) -> assertThat(context).getBean(MetricsTrackerFactory.class).isSameAs(own));
	}

}
