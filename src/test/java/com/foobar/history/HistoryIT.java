package com.foobar.history;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import javax.sql.DataSource;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;
import com.zaxxer.hikari.HikariDataSource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that histories of a database pair are recorded as they are: right where everyone
 * uses the primary, wrong where reads go to a replica without a thought or a primary that
 * replicated nothing is replaced.
 */
class HistoryIT {

	private static final Log logger = LogFactory.getLog(HistoryIT.class);

	private static final Traffic TRAFFIC = new Traffic(8, 400, 0.3);

	private final DatabasePair pair = DatabasePair.get();

	private final HistoryTable table = new HistoryTable(this.pair);

	private final History history = new History();

	private final HikariDataSource db1 = pool(this.pair.primary());

	private final HikariDataSource db2 = pool(this.pair.replica());

	@BeforeEach
	void createTable() {
		this.table.create();
		this.pair.restore();
	}

	@AfterEach
	void restore() {
		this.db1.close();
		this.db2.close();
		this.pair.restore();
		this.table.drop();
	}

	@Test
	void everythingOnThePrimaryIsConsistent() {
		try (Load load = start(onPrimary(), onPrimary())) {
			load.await(800);
		}
		Report report = report();
		assertThat(report.violations()).isEmpty();
		assertThat(report.writes().failures()).isEmpty();
		assertThat(report.reads().failures()).isEmpty();
	}

	@Test
	void readsOfAReplicaThatIsLateAreStale() {
		try (Load load = start(onPrimary(), splitWithoutAThought())) {
			load.await(200);
			this.history.mark("applier stopped");
			this.pair.replica().stopApplier();
			load.await(200);
			this.pair.replica().startApplier();
		}
		Report report = report();
		assertThat(report.staleReads()).isNotEmpty().allMatch((stale) -> stale.read().instance().equals("app2"));
		assertThat(report.backwardReads()).isNotEmpty();
		assertThat(report.lost()).isEmpty();
	}

	@Test
	void switchoverRefusesWritesAndLosesNone() {
		try (Load load = start(onPrimary(), onPrimary())) {
			load.await(200);
			this.history.mark("switchover");
			this.pair.promoteReplica();
			this.history.mark("promoted");
			load.await(200);
			this.history.mark("switchover back");
			this.pair.promoteReplica();
			load.await(200);
		}
		Report report = report();
		assertThat(report.violations()).isEmpty();
		assertThat(this.table.rows(this.pair.replica())).hasSizeGreaterThanOrEqualTo(report.writes().succeeded());
	}

	@Test
	void killedPrimaryThatReplicatedNothingLosesAcknowledgedWrites() {
		try (Load load = start(onPrimary(), onPrimary())) {
			load.await(200);
			this.pair.replica().stopReceiver();
			load.await(200);
			this.history.mark("primary killed");
			this.pair.primary().kill();
			load.await(2 * TRAFFIC.sessions());
			this.pair.promoteReplica();
			this.history.mark("promoted");
			load.await(200);
		}
		Report report = report();
		assertThat(report.lost()).isNotEmpty();
		assertThat(report.duplicates()).isEmpty();
		assertThat(report.refused()).isEmpty();
		assertThat(report.writes().failures().size() + report.reads().failures().size()).isPositive();
	}

	private Load start(DataSource... dataSources) {
		List<Instance> instances = List.of(instance("app1", dataSources[0]), instance("app2", dataSources[1]));
		return Load.start(TRAFFIC, instances, DataSourceInstance.FAILURES, this.history);
	}

	private static Instance instance(String name, DataSource dataSource) {
		return new DataSourceInstance(name, dataSource, new JdbcTransactionManager(dataSource));
	}

	private Report report() {
		Report report = this.history.check(this.table.rows());
		logger.info(System.lineSeparator() + report.table());
		return report;
	}

	private HikariDataSource pool(DatabaseNode node) {
		Map<String, String> settings = this.pair.properties();
		HikariDataSource pool = new HikariDataSource();
		pool.setPoolName("history " + node);
		pool.setJdbcUrl(node.url() + "?connectTimeout=1000&socketTimeout=2000");
		pool.setUsername(settings.get("foobar.routing.writer.username"));
		pool.setPassword(settings.get("foobar.routing.writer.password"));
		pool.setConnectionTimeout(1000);
		pool.setMaximumPoolSize(TRAFFIC.sessions());
		pool.setInitializationFailTimeout(-1);
		return pool;
	}

	/** Data source on whichever node has a role, and without memory of sessions. */
	private DataSource on(Supplier<DatabaseNode> node) {
		AbstractRoutingDataSource byRole = new AbstractRoutingDataSource() {

			@Override
			protected Object determineCurrentLookupKey() {
				return node.get().name();
			}

		};
		byRole.setTargetDataSources(Map.of("db1", this.db1, "db2", this.db2));
		byRole.afterPropertiesSet();
		return byRole;
	}

	private DataSource onPrimary() {
		return on(this.pair::primary);
	}

	private DataSource splitWithoutAThought() {
		LazyConnectionDataSourceProxy split = new LazyConnectionDataSourceProxy(onPrimary());
		split.setReadOnlyDataSource(on(this.pair::replica));
		return split;
	}

}
