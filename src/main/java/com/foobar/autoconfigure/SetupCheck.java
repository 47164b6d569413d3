package com.foobar.autoconfigure;

import java.util.List;
import java.util.regex.Pattern;

import com.foobar.connection.Intent;
import com.foobar.pool.Failures;
import com.foobar.topology.CurrentTopology;
import com.foobar.topology.Node;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Warns, once the application serves, of what promises less than it should: a reader that
 * may write, a writer that the primary does not serve, and a primary that does not name
 * its transactions.
 */
final class SetupCheck implements ApplicationListener<ApplicationReadyEvent> {

	private static final Log logger = LogFactory.getLog(SetupCheck.class);

	private static final Pattern WRITING = Pattern.compile(
			"\\b(ALL PRIVILEGES|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|EXECUTE|SUPER|CONNECTION_ADMIN)\\b(?=.* ON )");

	private final String writer;

	private final String reader;

	private final JdbcClient jdbc;

	private final CurrentTopology topology;

	/**
	 * A check of the nodes' set-up.
	 * @param writer the user of transactions that write
	 * @param reader the user of read-only transactions
	 * @param jdbc leads to the nodes
	 * @param topology what the nodes are like
	 */
	SetupCheck(String writer, String reader, JdbcClient jdbc, CurrentTopology topology) {
		this.writer = writer;
		this.reader = reader;
		this.jdbc = jdbc;
		this.topology = topology;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		checkReader();
		this.topology.get().primary().ifPresent((primary) -> {
			checkWriter(primary);
			checkPrimary(primary);
		});
	}

	private void checkReader() {
		try {
			Intent.READ_ONLY.during(this::grants)
				.stream()
				.filter((grant) -> !grant.contains(" TO PUBLIC") && WRITING.matcher(grant).find())
				.findFirst()
				.ifPresent((grant) -> logger.warn(
						"Property 'foobar.routing.reader.username' is '%s', who may do more than read (%s): SELECT is all it needs"
							.formatted(this.reader, grant)));
		}
		catch (DataAccessException ex) {
			logger.warn("The rights of '%s' could not be looked at: %s".formatted(this.reader, Failures.describe(ex)));
		}
	}

	private List<String> grants() {
		return this.jdbc.sql("SHOW GRANTS").query(String.class).list();
	}

	private void checkWriter(Node primary) {
		try {
			Intent.READ_WRITE.during(() -> this.jdbc.sql("SELECT 1").query(Integer.class).single());
		}
		catch (DataAccessException ex) {
			logger.warn("%s could not be used as '%s', so transactions that write fail: %s".formatted(primary.name(),
					this.writer, Failures.describe(ex)));
		}
	}

	private static void checkPrimary(Node primary) {
		if (primary.position().isEmpty()) {
			logger.warn("%s names none of its transactions: without gtid_mode=ON a visitor's reads may miss own writes"
				.formatted(primary.name()));
		}
	}

}
