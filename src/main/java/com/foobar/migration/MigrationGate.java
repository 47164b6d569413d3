package com.foobar.migration;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import com.foobar.autoconfigure.MonitorLifecycle;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Node;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.flywaydb.core.Flyway;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Migrates the primary as soon as there is one, and until then holds the start-up back
 * and says what for. The web server's port opens afterwards, so that nobody is sent to an
 * instance that cannot serve. Used by the starting thread alone; it waits for a thread
 * that watches the topology, without a time limit, which is what lets the application be
 * stopped meanwhile: Spring interrupts a starting thread that waits so.
 */
final class MigrationGate implements FlywayMigrationStrategy {

	private static final Log logger = LogFactory.getLog(MigrationGate.class);

	private static final Duration REMINDER = Duration.ofSeconds(30);

	private static final Duration FIRST_REMINDER = Duration.ofSeconds(1);

	private final MonitorLifecycle monitor;

	private final CurrentTopology topology;

	private final MigratorConnectionDetails connections;

	MigrationGate(MonitorLifecycle monitor, CurrentTopology topology, MigratorConnectionDetails connections) {
		this.monitor = monitor;
		this.topology = topology;
		this.connections = connections;
	}

	@Override
	public void migrate(Flyway flyway) {
		this.monitor.start();
		Node primary = awaitPrimary();
		Flyway.configure(flyway.getConfiguration().getClassLoader())
			.configuration(flyway.getConfiguration())
			.dataSource(this.connections.dataSource(primary.name()))
			.load()
			.migrate();
	}

	private Node awaitPrimary() {
		FutureTask<Node> primary = new FutureTask<>(this::watchForPrimary);
		Thread watching = new Thread(primary, "await-primary");
		watching.setDaemon(true);
		watching.start();
		try {
			return primary.get();
		}
		catch (InterruptedException ex) {
			watching.interrupt();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Stopped while waiting for a primary to migrate", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Cannot wait for a primary to migrate", ex.getCause());
		}
	}

	private Node watchForPrimary() throws InterruptedException {
		Optional<Node> primary = primaryWithin(FIRST_REMINDER);
		while (primary.isEmpty()) {
			logger.warn("No primary to migrate yet, so the application waits: " + this.topology.get().nodes());
			primary = primaryWithin(REMINDER);
		}
		return primary.get();
	}

	private Optional<Node> primaryWithin(Duration patience) throws InterruptedException {
		this.topology.await((snapshot) -> snapshot.primary().isPresent(), patience.toNanos());
		return this.topology.get().primary();
	}

}
