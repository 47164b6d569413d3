package com.foobar.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.foobar.consistency.ConsistencySettings;
import com.foobar.fixture.DatabasePair;
import com.foobar.history.DataSourceInstance;
import com.foobar.history.SessionScope;
import com.foobar.monitor.Monitor;
import com.foobar.topology.CurrentTopology;
import com.foobar.transaction.RoutingExceptionTranslator;
import com.foobar.transaction.RoutingTransactionManager;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One instance of an application: a routing data source with its monitor, as the
 * auto-configuration makes them, without the rest. Safe for use by many threads.
 */
final class RoutedInstance implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private final RecordedDecisions decisions = new RecordedDecisions();

	private final String name;

	private final ConsistencySettings consistency;

	private final CurrentTopology topology;

	private final Monitor monitor;

	private final RoutingDataSource dataSource;

	private final RoutingTransactionManager transactions;

	private RoutedInstance(String name, RoutingProperties properties, ConsistencySettings consistency) {
		this.name = name;
		this.consistency = consistency;
		this.topology = new CurrentTopology(List.copyOf(properties.urls().keySet()), List.of());
		this.dataSource = new RoutingDataSource(properties, consistency, this.topology, List.of(this.decisions), null);
		JdbcTransactionManager jdbc = new JdbcTransactionManager(this.dataSource);
		jdbc.setExceptionTranslator(new RoutingExceptionTranslator());
		this.transactions = new RoutingTransactionManager(jdbc);
		this.monitor = new Monitor(properties.urls(), properties.monitor(), this.topology);
		this.monitor.start();
	}

	/** An instance on a pair that has had its first look at the nodes. */
	static RoutedInstance start(String name, DatabasePair pair, String... settings) {
		return start(name, pair.properties(), settings);
	}

	/** An instance of other settings than the pair's. */
	static RoutedInstance start(String name, Map<String, String> base, String... settings) {
		Map<String, String> properties = new HashMap<>(base);
		properties.put("foobar.consistency.track-readers", "true");
		for (String setting : settings) {
			int equals = setting.indexOf('=');
			properties.put(setting.substring(0, equals), setting.substring(equals + 1));
		}
		Binder binder = new Binder(new MapConfigurationPropertySource(properties));
		RoutedInstance instance = new RoutedInstance(name, binder.bind("foobar.routing", RoutingProperties.class).get(),
				binder.bind("foobar.consistency", ConsistencySettings.class).get());
		instance.awaitFirstLook();
		return instance;
	}

	private void awaitFirstLook() {
		try {
			assertThat(this.monitor.awaitFirstLook(PATIENCE)).as("first look at %s", this.topology.get()).isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for the first look", ex);
		}
	}

	/** This instance for sessions that read and write. */
	DataSourceInstance of(SessionScope scope) {
		return new DataSourceInstance(this.name, this.dataSource, this.transactions, scope);
	}

	RoutingDataSource dataSource() {
		return this.dataSource;
	}

	RoutingTransactionManager transactions() {
		return this.transactions;
	}

	/** A read-only transaction of its own, beside one that is under way. */
	TransactionTemplate anotherRead() {
		TransactionTemplate template = new TransactionTemplate(this.transactions);
		template.setReadOnly(true);
		template.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		return template;
	}

	/** Reads a number in such a transaction, which has its connection meanwhile. */
	void read(String sql, Runnable meanwhile) {
		anotherRead().executeWithoutResult((status) -> {
			new JdbcTemplate(this.dataSource).queryForObject(sql, Integer.class);
			meanwhile.run();
		});
	}

	ConsistencySettings consistency() {
		return this.consistency;
	}

	CurrentTopology topology() {
		return this.topology;
	}

	RecordedDecisions decisions() {
		return this.decisions;
	}

	@Override
	public void close() {
		this.monitor.close();
		this.dataSource.close();
	}

}
