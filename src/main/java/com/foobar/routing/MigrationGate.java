package com.foobar.routing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import javax.sql.DataSource;

import com.foobar.pool.Failures;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.flywaydb.core.Flyway;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Migrates as soon as the primary takes writes, and until then holds the start-up back
 * and says what for. The web server's port opens afterwards, so that nobody is sent to an
 * instance that cannot serve. Used by the starting thread alone; it waits for a thread
 * that asks the primary, without a time limit, which is what lets the application be
 * stopped meanwhile: Spring interrupts a starting thread that waits so.
 */
final class MigrationGate implements FlywayMigrationStrategy {

	private static final Log logger = LogFactory.getLog(MigrationGate.class);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final int ATTEMPTS_PER_REMINDER = 30;

	private final String primary;

	private final DataSource probe;

	/**
	 * A gate before one primary.
	 * @param primary the primary's name
	 * @param probe its connections, with bounded time to connect and to answer
	 */
	MigrationGate(String primary, DataSource probe) {
		this.primary = primary;
		this.probe = probe;
	}

	@Override
	public void migrate(Flyway flyway) {
		awaitWritable();
		flyway.migrate();
	}

	private void awaitWritable() {
		FutureTask<Void> writable = new FutureTask<>(this::askUntilWritable, null);
		Thread asking = new Thread(writable, "await-" + this.primary);
		asking.setDaemon(true);
		asking.start();
		try {
			writable.get();
		}
		catch (InterruptedException ex) {
			asking.interrupt();
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Stopped while waiting for primary '%s'".formatted(this.primary), ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Cannot wait for primary '%s'".formatted(this.primary), ex.getCause());
		}
	}

	private void askUntilWritable() {
		String told = "";
		for (int attempt = 0; !Thread.currentThread().isInterrupted(); attempt++) {
			Optional<String> obstacle = findObstacle();
			if (obstacle.isEmpty()) {
				return;
			}
			if (!obstacle.get().equals(told) || attempt % ATTEMPTS_PER_REMINDER == 0) {
				told = obstacle.get();
				logger.warn("Primary '%s' cannot be migrated yet: %s; trying again every %ss".formatted(this.primary,
						told, PAUSE.toSeconds()));
			}
			pause();
		}
	}

	private Optional<String> findObstacle() {
		try (Connection connection = this.probe.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT @@global.read_only")) {
			return (row.next() && !row.getBoolean(1)) ? Optional.empty() : Optional.of("it is read-only");
		}
		catch (SQLException ex) {
			return Optional.of(Failures.describe(ex));
		}
	}

	private static void pause() {
		try {
			Thread.sleep(PAUSE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
