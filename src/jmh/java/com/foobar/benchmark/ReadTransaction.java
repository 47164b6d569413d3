package com.foobar.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One SELECT by primary key in a read-only transaction of Spring: what every contender
 * does. Safe for use by many threads.
 */
final class ReadTransaction {

	private final DataSource dataSource;

	private final TransactionTemplate template;

	ReadTransaction(DataSource dataSource) {
		this.dataSource = dataSource;
		this.template = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.template.setReadOnly(true);
	}

	/** Run it once, for a row by chance. */
	String run() {
		return Objects.requireNonNull(this.template.execute(this::select));
	}

	private String select(TransactionStatus status) {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		try (PreparedStatement statement = connection.prepareStatement(Database.SELECT)) {
			statement.setInt(1, ThreadLocalRandom.current().nextInt(Database.ROWS) + 1);
			try (ResultSet rows = statement.executeQuery()) {
				rows.next();
				return rows.getString(1);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			DataSourceUtils.releaseConnection(connection, this.dataSource);
		}
	}

}
