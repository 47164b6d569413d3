package com.foobar.routing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

import javax.sql.DataSource;

import com.foobar.pool.Failures;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.flywaydb.core.Flyway;

import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/**
 * Migrates as soon as the primary takes writes, and until then holds the start-up back
 * and says what for. The web server's port opens afterwards, so that nobody is sent to an
 * instance that cannot serve. Used by the starting thread alone.
 */
final class MigrationGate implements FlywayMigrationStrategy {

	private static final Log logger = LogFactory.getLog(MigrationGate.class);

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private static final int ATTEMPTS_PER_REMINDER = 30;

	private final String primary;

	MigrationGate(String primary) {
		this.primary = primary;
	}

	@Override
	public void migrate(Flyway flyway) {
		awaitWritable(flyway.getConfiguration().getDataSource());
		flyway.migrate();
	}

	private void awaitWritable(DataSource dataSource) {
		String told = "";
		for (int attempt = 0;; attempt++) {
			Optional<String> obstacle = findObstacle(dataSource);
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

	private Optional<String> findObstacle(DataSource dataSource) {
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			try (ResultSet row = statement.executeQuery("SELECT @@global.read_only")) {
				return (row.next() && !row.getBoolean(1)) ? Optional.empty() : Optional.of("it is read-only");
			}
		}
		catch (SQLException ex) {
			return Optional.of(Failures.describe(ex));
		}
	}

	private void pause() {
		try {
			Thread.sleep(PAUSE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for primary '%s'".formatted(this.primary), ex);
		}
	}

}
