package com.foobar.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.springframework.jdbc.core.JdbcTemplate;

/** The tables of the site's database on one server. Immutable; asks anew each time. */
public final class SiteTables {

	/** Rows of its own that say nothing of visitors. */
	private static final String MIGRATIONS = "flyway_schema_history";

	private final Server server;

	private final String database;

	private final Duration patience;

	/**
	 * The tables of a database.
	 * @param server the server
	 * @param database the name of the database
	 * @param patience how long a statement may take
	 */
	public SiteTables(Server server, String database, Duration patience) {
		this.server = server;
		this.database = database;
		this.patience = patience;
	}

	/**
	 * The tables and views that there are.
	 * @return their names
	 */
	public List<String> names() {
		return query((sql) -> sql.queryForList(
				"SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? ORDER BY 1",
				String.class, this.database));
	}

	/**
	 * The tables that hold data. The history of migrations is none.
	 * @return their names
	 */
	public List<String> filled() {
		List<String> names = names();
		return query((sql) -> names.stream().filter((name) -> !name.equals(MIGRATIONS)).filter((name) -> {
			String any = "SELECT EXISTS (SELECT 1 FROM %s)".formatted(quoted(name));
			return Boolean.TRUE.equals(sql.queryForObject(any, Boolean.class));
		}).toList());
	}

	/**
	 * Who is connected as one of some users.
	 * @param users the names of the users
	 * @return user and address of each connection
	 */
	public List<String> sessions(List<String> users) {
		String marks = String.join(", ", users.stream().map((user) -> "?").toList());
		return query((sql) -> sql.queryForList(
				"SELECT DISTINCT CONCAT(USER, ' from ', SUBSTRING_INDEX(HOST, ':', 1)) "
						+ "FROM performance_schema.processlist WHERE USER IN (" + marks + ") ORDER BY 1",
				String.class, users.toArray()));
	}

	/** Remove all of them, which are empty. */
	public void drop() {
		List<String> names = names();
		this.server.run(this.patience, (sql) -> {
			List<String> views = sql.queryForList(
					"SELECT TABLE_NAME FROM information_schema.VIEWS WHERE TABLE_SCHEMA = ?", String.class,
					this.database);
			List<String> tables = new ArrayList<>(names);
			tables.removeAll(views);
			sql.execute("SET SESSION foreign_key_checks = OFF");
			drop(sql, "VIEW", views);
			drop(sql, "TABLE", tables);
		});
	}

	private void drop(JdbcTemplate sql, String kind, List<String> names) {
		if (!names.isEmpty()) {
			sql.execute("DROP %s %s".formatted(kind, String.join(", ", names.stream().map(this::quoted).toList())));
		}
	}

	private String quoted(String name) {
		return "`%s`.`%s`".formatted(this.database, name.replace("`", "``"));
	}

	private List<String> query(Server.Query<List<String>> query) {
		return Objects.requireNonNull(this.server.query(this.patience, query));
	}

}
