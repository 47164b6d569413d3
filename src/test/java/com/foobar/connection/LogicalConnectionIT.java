package com.foobar.connection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import com.foobar.routing.RecordedDecisions;
import com.mysql.cj.jdbc.JdbcConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests the connection an application holds, on a database pair. */
@OnDatabasePair
@Import(RecordedDecisions.class)
@SpringBootTest(properties = "foobar.routing.pool.size=1")
class LogicalConnectionIT {

	private static final String COUNT = "SELECT COUNT(*) FROM held";

	private static final String INSERT = "INSERT INTO held VALUES (1)";

	private final DatabasePair databases = DatabasePair.get();

	@Autowired
	private DataSource dataSource;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private PlatformTransactionManager transactions;

	@Autowired
	private RecordedDecisions decisions;

	@BeforeEach
	void createTable() {
		this.databases.primary().admin().sql("CREATE TABLE guestbook.held (number INT)").update();
		awaitReplica();
		this.decisions.clear();
	}

	@AfterEach
	void dropTable() {
		this.databases.primary().admin().sql("DROP TABLE guestbook.held").update();
	}

	@Test
	void heldConnectionIsLedAnewWithEachTransaction() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			connection.setReadOnly(true);
			assertThat(count(connection)).isZero();
			connection.commit();
			connection.setReadOnly(false);
			insert(connection);
			assertThat(count(connection)).isOne();
			connection.commit();
			awaitReplica();
			connection.setReadOnly(true);
			assertThat(count(connection)).isOne();
			assertThat(count(connection)).isOne();
			connection.rollback();
		}
		assertThat(nodes()).containsExactly("db2", "db1", "db2");
	}

	@Test
	void askingAboutTheConnectionDoesNotDecideItsNode() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			assertThat(connection.getMetaData().getDatabaseProductName()).isNotBlank();
			assertThat(connection.getMetaData().supportsBatchUpdates()).isTrue();
			assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
			assertThat(connection.getCatalog()).isEqualTo("guestbook");
			assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
			assertThat(connection.isValid(1)).isTrue();
			assertThat((Object) connection.getWarnings()).isNull();
			assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
			connection.commit();
			connection.rollback();
			assertThat(nodes()).isEmpty();
			insert(connection);
			connection.rollback();
		}
		assertThat(nodes()).containsExactly("db1");
	}

	@Test
	void connectionWithoutTransactionCommitsEachStatementOnThePrimary() {
		this.jdbc.update(INSERT);
		assertThat(this.jdbc.queryForObject(COUNT, Integer.class)).isOne();
		assertThat(nodes()).containsExactly("db1", "db1");
		assertThat(rowsOnThePrimary()).isOne();
	}

	@Test
	void whatIsNotCommittedIsUndone() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			insert(connection);
			connection.rollback();
			insert(connection);
		}
		assertThat(rowsOnThePrimary()).isZero();
	}

	@Test
	void turningAutoCommitOnCommits() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			insert(connection);
			connection.setAutoCommit(true);
			assertThat(rowsOnThePrimary()).isOne();
		}
	}

	@Test
	void isolationAndCatalogHoldForEachTransactionAndNotForTheNextHolder() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
			insert(connection);
			assertThat(connection.unwrap(JdbcConnection.class).getTransactionIsolation())
				.isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
			connection.rollback();
		}
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			insert(connection);
			assertThat(connection.unwrap(JdbcConnection.class).getTransactionIsolation())
				.isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
			connection.rollback();
		}
	}

	@Test
	void closedConnectionRefuses() throws SQLException {
		Connection connection = this.dataSource.getConnection();
		connection.close();
		connection.close();
		assertThat(connection.isClosed()).isTrue();
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> connection.prepareStatement(COUNT))
			.withMessage("The connection is closed");
		assertThatExceptionOfType(SQLException.class).isThrownBy(connection::createStatement);
	}

	@ParameterizedTest
	@ValueSource(strings = { "SELECT number FROM held FOR UPDATE", "SELECT GET_LOCK('held', 1)" })
	void lockingReadOfAReadOnlyTransactionGoesToThePrimary(String sql) {
		readOnly("reads").executeWithoutResult((status) -> this.jdbc.queryForList(sql));
		readOnly("reads").executeWithoutResult(
				(status) -> this.jdbc.query((connection) -> connection.prepareStatement(sql), (row) -> {
				}));
		assertThat(nodes()).containsExactly("db1", "db1");
	}

	@Test
	void readOnlyTransactionThatTookLocksMayStillNotWrite() {
		assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
			.isThrownBy(() -> readOnly("reads").executeWithoutResult((status) -> {
				this.jdbc.queryForList("SELECT number FROM held FOR UPDATE");
				this.jdbc.update(INSERT);
			}));
		assertThat(rowsOnThePrimary()).isZero();
	}

	@Test
	void writeInAReadOnlyTransactionIsRefusedByNameEvenIfTheReplicaWouldTakeIt() {
		String replicated = this.databases.replica().position();
		this.databases.replica().setReadOnly(false);
		try {
			for (String write : List.of(INSERT, "/* hidden */ INSERT INTO held VALUES (2)",
					"CREATE TABLE other (id INT)", "DELETE FROM held", "REPLACE INTO held VALUES (3)",
					"WITH n AS (SELECT 1) DELETE FROM held")) {
				assertThatExceptionOfType(InvalidDataAccessApiUsageException.class).as(write)
					.isThrownBy(() -> readOnly("Book.list").executeWithoutResult((status) -> this.jdbc.update(write)))
					.withMessageContaining("read-only transaction of Book.list")
					.withMessageContaining("take readOnly = true off it")
					.withMessageContaining(write);
			}
		}
		finally {
			this.databases.replica().setReadOnly(true);
		}
		assertThat(this.databases.replica().position()).isEqualTo(replicated);
	}

	@Test
	void readWriteMethodInsideAReadOnlyTransactionIsRefusedAtItsStartNamingBoth() {
		assertThatExceptionOfType(IllegalTransactionStateException.class).isThrownBy(() -> readOnly("Book.list")
			.executeWithoutResult((outer) -> readWrite("Book.sign").executeWithoutResult((inner) -> {
			}))).withMessageContaining("Book.sign may write, but runs inside the read-only transaction of Book.list");
		assertThat(nodes()).isEmpty();
	}

	@Test
	void readWriteMethodInATransactionOfItsOwnMayWriteInsideAReadOnlyOne() {
		TransactionTemplate own = readWrite("Book.sign");
		own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		readOnly("Book.list").executeWithoutResult((outer) -> {
			this.jdbc.queryForObject(COUNT, Integer.class);
			own.executeWithoutResult((inner) -> this.jdbc.update(INSERT));
			this.jdbc.queryForObject(COUNT, Integer.class);
		});
		assertThat(nodes()).containsExactly("db2", "db1");
		assertThat(rowsOnThePrimary()).isOne();
	}

	@Test
	void readOnlyMethodInsideAReadWriteTransactionSeesItsWrites() {
		readWrite("Book.sign").executeWithoutResult((outer) -> {
			this.jdbc.update(INSERT);
			readOnly("Book.list")
				.executeWithoutResult((inner) -> assertThat(this.jdbc.queryForObject(COUNT, Integer.class)).isOne());
		});
		assertThat(nodes()).containsExactly("db1");
	}

	private TransactionTemplate readOnly(String name) {
		TransactionTemplate template = readWrite(name);
		template.setReadOnly(true);
		return template;
	}

	private TransactionTemplate readWrite(String name) {
		TransactionTemplate template = new TransactionTemplate(this.transactions);
		template.setName(name);
		return template;
	}

	private static int count(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(COUNT)) {
			row.next();
			return row.getInt(1);
		}
	}

	private static void insert(Connection connection) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
			statement.executeUpdate();
		}
	}

	private int rowsOnThePrimary() {
		return this.databases.primary()
			.admin()
			.sql("SELECT COUNT(*) FROM guestbook.held")
			.query(Integer.class)
			.single();
	}

	private void awaitReplica() {
		this.databases.replica().awaitCaughtUp(Duration.ofSeconds(10));
	}

	private List<String> nodes() {
		return this.decisions.nodes();
	}

}
