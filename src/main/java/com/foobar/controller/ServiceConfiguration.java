package com.foobar.controller;

import com.foobar.pair.Operator;
import com.foobar.pair.Pair;
import com.foobar.pair.Surplus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what only the service has. */
@Configuration(proxyBeanMethods = false)
class ServiceConfiguration {

	private static final Log logger = LogFactory.getLog(Operator.class);

	@Bean
	Watch watch(Pair pair, Surplus surplus, ControllerProperties properties) {
		Operator operator = ControllerConfiguration.operator(pair, surplus, properties, logger::info);
		return new Watch(pair, operator, properties.policy(), properties.interval());
	}

	@Bean
	PairHealth pairHealthIndicator(Watch watch) {
		return new PairHealth(watch);
	}

	@Bean
	PairMeters pairMeters(Watch watch, ControllerProperties properties) {
		return new PairMeters(watch, properties.nodes().stream().map(ControllerProperties.Node::name).toList());
	}

}
