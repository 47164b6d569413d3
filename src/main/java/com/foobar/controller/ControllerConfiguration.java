package com.foobar.controller;

import java.time.Clock;
import java.util.function.Consumer;

import com.foobar.backup.DumpFailedException;
import com.foobar.backup.Dumps;
import com.foobar.command.Tools;
import com.foobar.pair.OperationFailedException;
import com.foobar.pair.Operator;
import com.foobar.pair.Pair;
import com.foobar.pair.Surplus;
import com.foobar.pool.Failures;
import com.foobar.position.GtidSet;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what the service and commands have in common. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ControllerProperties.class)
class ControllerConfiguration {

	@Bean
	Pair pair(ControllerProperties properties) {
		return new Pair(properties.servers(), properties.timeout());
	}

	@Bean
	Dumps dumps(ControllerProperties properties) {
		return new Dumps(properties.tools(), properties.database(), Clock.systemUTC());
	}

	@Bean
	Surplus surplus(Pair pair, Dumps dumps) {
		return (node, transactions) -> {
			try {
				return dumps.saveTransactions(pair.server(node), GtidSet.parse(transactions)).toString();
			}
			catch (DumpFailedException ex) {
				throw new OperationFailedException(Failures.describe(ex), ex);
			}
		};
	}

	@Bean
	Tools tools(Pair pair, Surplus surplus, Dumps dumps, ControllerProperties properties) {
		return new Tools(pair, (progress) -> operator(pair, surplus, properties, progress), dumps, properties.policy(),
				properties.accounts(), properties.maxBehind(), properties.drainTimeout(), properties.copyTimeout());
	}

	static Operator operator(Pair pair, Surplus surplus, ControllerProperties properties, Consumer<String> progress) {
		return new Operator(pair, properties.accounts(), surplus, properties.durability(), properties.drainTimeout(),
				properties.copyTimeout(), progress);
	}

}
