package com.foobar.server;

import com.foobar.pool.Credentials;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The site's database and the users who work in it, each with the least rights that do.
 * Immutable.
 *
 * @param database the name of the database
 * @param writer changes rows
 * @param reader reads them
 * @param migrator changes tables
 * @param monitor asks each node how it is
 */
public record Accounts(String database, Credentials writer, Credentials reader, Credentials migrator,
		Credentials monitor) {

	private static final String EPOCHS = """
			CREATE TABLE IF NOT EXISTS controller.epoch (
			  number BIGINT UNSIGNED PRIMARY KEY,
			  node VARCHAR(64) NOT NULL,
			  reason VARCHAR(32) NOT NULL,
			  promoted_at DATETIME(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)))""";

	/** Creates what is not there: the users travel to the replicas like other data. */
	void create(JdbcTemplate sql, Credentials replication, Credentials cloning) {
		sql.execute("CREATE DATABASE IF NOT EXISTS `%s` CHARACTER SET utf8mb4".formatted(this.database));
		create(sql, this.writer, "SSL", "SELECT, INSERT, UPDATE, DELETE", this.database);
		create(sql, this.reader, "SSL", "SELECT", this.database);
		create(sql, this.migrator, "SSL", "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES",
				this.database);
		create(sql, this.monitor, "SSL", "REPLICATION CLIENT", null);
		create(sql, replication, "X509", "REPLICATION SLAVE", null);
		create(sql, cloning, "X509", "BACKUP_ADMIN", null);
		sql.execute("CREATE DATABASE IF NOT EXISTS controller");
		sql.execute(EPOCHS);
	}

	private static void create(JdbcTemplate sql, Credentials user, String tls, String rights,
			@Nullable String database) {
		sql.update("CREATE USER IF NOT EXISTS ? IDENTIFIED BY ? REQUIRE " + tls, user.username(), user.password());
		String scope = (database != null) ? "`" + database + "`.*" : "*.*";
		sql.update("GRANT %s ON %s TO ?".formatted(rights, scope), user.username());
	}

}
