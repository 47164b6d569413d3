package com.foobar.statement;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;

import com.foobar.connection.LogicalConnection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class LazyStatementTests {

	private static final String INSERT = "INSERT INTO held VALUES (?)";

	private static final String SELECT = "SELECT 1";

	private final FakeNodes nodes = new FakeNodes();

	@ParameterizedTest
	@ValueSource(strings = { FakeNodes.LOST, FakeNodes.READ_ONLY_SERVER })
	void firstStatementIsExecutedAgainOnAnotherLease(String failure) throws SQLException {
		LogicalConnection connection = this.nodes.failing(failure).begin();
		PreparedStatement statement = connection.prepareStatement(INSERT);
		assertThat(statement.executeUpdate()).isEqualTo(7);
		connection.commit();
		assertThat(this.nodes.calls()).containsExactly("1 prepareStatement(" + INSERT + ")", "1 executeUpdate()",
				"1 abandon", "2 prepareStatement(" + INSERT + ")", "2 executeUpdate()", "2 commit", "2 end");
	}

	@Test
	void statementWithoutParametersIsExecutedAgain() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).begin();
		assertThat(connection.createStatement().executeUpdate("DELETE FROM held")).isEqualTo(7);
		assertThat(this.nodes.calls("execute")).containsExactly("1 executeUpdate(DELETE FROM held)",
				"2 executeUpdate(DELETE FROM held)");
	}

	@Test
	void everyWayToExecuteIsRepeated() throws SQLException {
		List<Execution> ways = List.of((s) -> s.executeQuery(SELECT), (s) -> s.execute(SELECT),
				(s) -> s.execute(SELECT, 1), (s) -> s.execute(SELECT, new int[0]),
				(s) -> s.execute(SELECT, new String[0]), (s) -> s.executeUpdate(SELECT),
				(s) -> s.executeUpdate(SELECT, 1), (s) -> s.executeUpdate(SELECT, new int[0]),
				(s) -> s.executeUpdate(SELECT, new String[0]), (s) -> s.executeLargeUpdate(SELECT),
				(s) -> s.executeLargeUpdate(SELECT, 1), (s) -> s.executeLargeUpdate(SELECT, new int[0]),
				(s) -> s.executeLargeUpdate(SELECT, new String[0]), (s) -> ((PreparedStatement) s).execute(),
				(s) -> ((PreparedStatement) s).executeQuery(), (s) -> ((PreparedStatement) s).executeUpdate(),
				(s) -> ((PreparedStatement) s).executeLargeUpdate());
		for (Execution way : ways) {
			FakeNodes fresh = new FakeNodes().failing(FakeNodes.LOST);
			way.run(fresh.begin().prepareStatement(SELECT));
			assertThat(fresh.calls("execute")).hasSize(2);
		}
	}

	@Test
	void threeExecutionsAreAllAndTheLastFailureTellsOfTheOthers() throws SQLException {
		LogicalConnection connection = this.nodes
			.failing(FakeNodes.LOST, FakeNodes.LOST, FakeNodes.LOST, FakeNodes.LOST)
			.begin();
		PreparedStatement statement = connection.prepareStatement(SELECT);
		Throwable failure = failure(statement::executeQuery);
		assertThat(this.nodes.calls("execute")).hasSize(3);
		assertThat(failure).hasMessage("Failure 08S01 with 1 to come");
		assertThat(failure.getSuppressed()[0]).hasMessage("Failure 08S01 with 2 to come");
		assertThat(failure.getSuppressed()[0].getSuppressed()[0]).hasMessage("Failure 08S01 with 3 to come");
		connection.rollback();
		assertThat(this.nodes.calls("abandon")).hasSize(3);
		assertThat(this.nodes.calls("rollback")).isEmpty();
		assertThat(this.nodes.calls("end")).isEmpty();
	}

	@Test
	void refusedLeaseIsTheFailureAndTellsOfTheStatement() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).leases(1).begin();
		Throwable failure = failure(connection.prepareStatement(SELECT)::executeQuery);
		assertThat(failure).hasMessage("No node");
		assertThat(failure.getSuppressed()).extracting(Throwable::getMessage)
			.containsExactly("Failure 08S01 with 0 to come");
	}

	@Test
	void otherFailureOfTheRepetitionIsPassedOn() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST, FakeNodes.SYNTAX).begin();
		Throwable failure = failure(connection.prepareStatement(SELECT)::executeQuery);
		assertThat(failure).hasMessage("Failure 42000 with 0 to come");
		assertThat(failure.getSuppressed()).hasSize(1);
		assertThat(this.nodes.calls("abandon")).hasSize(1);
	}

	@Test
	void failureOfTheStatementIsNotRepeated() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.SYNTAX).begin();
		assertIsNotRepeated(connection.prepareStatement(INSERT)::executeUpdate);
	}

	@Test
	void secondStatementIsNotRepeated() throws SQLException {
		LogicalConnection connection = this.nodes.begin();
		connection.prepareStatement(INSERT).executeUpdate();
		this.nodes.failing(FakeNodes.LOST).calls().clear();
		assertIsNotRepeated(connection.prepareStatement(INSERT)::executeUpdate);
	}

	@Test
	void secondExecutionOfTheSameStatementIsNotRepeated() throws SQLException {
		PreparedStatement statement = this.nodes.begin().prepareStatement(INSERT);
		statement.executeUpdate();
		this.nodes.failing(FakeNodes.LOST).calls().clear();
		assertIsNotRepeated(statement::executeUpdate);
	}

	@Test
	void statementAfterAFailedOneIsNotRepeated() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.SYNTAX, FakeNodes.LOST).begin();
		failure(connection.prepareStatement(INSERT)::executeUpdate);
		this.nodes.calls().clear();
		assertIsNotRepeated(connection.prepareStatement(INSERT)::executeUpdate);
	}

	@Test
	void firstStatementOfTheNextTransactionIsRepeated() throws SQLException {
		LogicalConnection connection = this.nodes.begin();
		connection.prepareStatement(INSERT).executeUpdate();
		connection.commit();
		this.nodes.failing(FakeNodes.LOST);
		connection.prepareStatement(INSERT).executeUpdate();
		assertThat(this.nodes.calls("executeUpdate")).hasSize(3);
	}

	@Test
	void twoStatementsOnTheLeaseAreNotRepeated() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).begin();
		PreparedStatement one = connection.prepareStatement(INSERT);
		PreparedStatement other = connection.prepareStatement(SELECT);
		one.getMaxRows();
		other.getMaxRows();
		assertIsNotRepeated(one::executeUpdate);
	}

	@Test
	void statementThatHasTakenNothingYetIsNoneOfTheLease() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).begin();
		PreparedStatement one = connection.prepareStatement(INSERT);
		PreparedStatement other = connection.prepareStatement(SELECT);
		one.executeUpdate();
		other.executeQuery();
		assertThat(this.nodes.calls("execute")).containsExactly("1 executeUpdate()", "2 executeUpdate()",
				"2 executeQuery()");
	}

	@Test
	void statementAfterASavepointIsNotRepeated() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).begin();
		connection.setSavepoint();
		assertIsNotRepeated(connection.prepareStatement(INSERT)::executeUpdate);
	}

	@Test
	void statementBesideTheDriversOwnIsNotRepeated() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).begin();
		connection.prepareCall("CALL sign()");
		assertIsNotRepeated(connection.prepareStatement(INSERT)::executeUpdate);
	}

	@Test
	void callIsNotRepeatedSinceItMayCommit() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).begin();
		assertIsNotRepeated(connection.prepareStatement("CALL sign()")::executeUpdate);
	}

	@Test
	void statementWithAStreamIsNotRepeated() throws SQLException {
		PreparedStatement statement = this.nodes.failing(FakeNodes.LOST).begin().prepareStatement(INSERT);
		statement.setBinaryStream(1, new ByteArrayInputStream(new byte[1]));
		assertIsNotRepeated(statement::executeUpdate);
	}

	@Test
	void statementWithAReaderAsAnObjectIsNotRepeated() throws SQLException {
		PreparedStatement statement = this.nodes.failing(FakeNodes.LOST).begin().prepareStatement(INSERT);
		statement.setObject(1, new StringReader("x"));
		assertIsNotRepeated(statement::executeUpdate);
	}

	@Test
	void batchIsNotRepeated() throws SQLException {
		PreparedStatement statement = this.nodes.failing(FakeNodes.LOST).begin().prepareStatement(INSERT);
		statement.setInt(1, 1);
		statement.addBatch();
		statement.setInt(1, 2);
		statement.addBatch();
		assertIsNotRepeated(statement::executeBatch);
		assertThat(this.nodes.calls("setInt")).containsExactly("1 setInt(1, 1)", "1 setInt(1, 2)");
	}

	@Test
	void unwrappedStatementIsNotRepeated() throws SQLException {
		PreparedStatement statement = this.nodes.failing(FakeNodes.LOST).begin().prepareStatement(INSERT);
		statement.unwrap(String.class);
		assertIsNotRepeated(statement::executeUpdate);
	}

	@Test
	void lostStatementInAutoCommitIsNotRepeatedSinceItMayBeCommitted() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).connect();
		assertIsNotRepeated(connection.prepareStatement(INSERT)::executeUpdate);
	}

	@Test
	void refusedStatementInAutoCommitIsRepeated() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.READ_ONLY_SERVER).connect();
		connection.prepareStatement(INSERT).executeUpdate();
		assertThat(this.nodes.calls("executeUpdate")).hasSize(2);
	}

	@Test
	void connectionThatBreaksWhileItIsSetUpIsReplacedInAutoCommitToo() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).in("setAutoCommit").connect();
		connection.prepareStatement(INSERT).executeUpdate();
		assertThat(this.nodes.calls("abandon")).containsExactly("1 abandon");
		assertThat(this.nodes.calls("executeUpdate")).containsExactly("2 executeUpdate()");
	}

	@Test
	void connectionThatBreaksWhileTheStatementIsMadeIsReplaced() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).in("prepareStatement").begin();
		connection.prepareStatement(INSERT).executeUpdate();
		assertThat(this.nodes.calls("executeUpdate")).containsExactly("2 executeUpdate()");
	}

	@Test
	void abortedConnectionTakesNoOther() throws SQLException {
		LogicalConnection connection = this.nodes.failing(FakeNodes.LOST).begin();
		PreparedStatement statement = connection.prepareStatement(INSERT);
		statement.getMaxRows();
		connection.abort(Runnable::run);
		assertIsNotRepeated(statement::executeUpdate);
	}

	@Test
	void parametersAndSettingsAreSetAgainInTheirOrder() throws SQLException {
		PreparedStatement statement = this.nodes.failing(FakeNodes.LOST, FakeNodes.LOST)
			.begin()
			.prepareStatement(INSERT, 1005, 1007);
		statement.setQueryTimeout(3);
		statement.setFetchSize(4);
		statement.setMaxRows(5);
		statement.setLargeMaxRows(6);
		statement.setMaxFieldSize(7);
		statement.setFetchDirection(1000);
		statement.setCursorName("c");
		statement.setPoolable(true);
		statement.setEscapeProcessing(false);
		statement.setInt(1, 1);
		statement.clearParameters();
		statement.setLong(1, 2);
		statement.setString(2, "two");
		statement.setNull(3, Types.INTEGER);
		statement.setObject(4, "four", Types.VARCHAR);
		statement.setTimestamp(5, new Timestamp(0));
		statement.executeUpdate();
		List<String> first = setOn(1);
		assertThat(first).hasSize(17).startsWith("prepareStatement(" + INSERT + ", 1005, 1007)", "setQueryTimeout(3)");
		assertThat(setOn(2)).isEqualTo(first);
		assertThat(setOn(3)).isEqualTo(first);
	}

	@Test
	void statementThatTellsItsSettingsIsStillRepeatedWithAll() throws SQLException {
		PreparedStatement statement = this.nodes.failing(FakeNodes.LOST).begin().prepareStatement(INSERT);
		statement.setInt(1, 1);
		statement.getParameterMetaData();
		statement.setInt(2, 2);
		statement.executeUpdate();
		assertThat(this.nodes.calls("setInt")).containsExactly("1 setInt(1, 1)", "1 setInt(2, 2)", "2 setInt(1, 1)",
				"2 setInt(2, 2)");
	}

	@Test
	void nothingIsTakenBeforeTheExecution() throws SQLException {
		LogicalConnection connection = this.nodes.begin();
		PreparedStatement statement = connection.prepareStatement(INSERT);
		statement.setInt(1, 1);
		assertThat((Object) statement.getWarnings()).isNull();
		assertThat(statement.getConnection()).isSameAs(connection);
		assertThat(statement.isWrapperFor(LazyPreparedStatement.class)).isTrue();
		assertThat(statement.unwrap(PreparedStatement.class)).isSameAs(statement);
		assertThat(statement.isClosed()).isFalse();
		statement.close();
		statement.close();
		assertThat(statement.isClosed()).isTrue();
		assertThat(failure(statement::executeUpdate)).hasMessage("The statement is closed");
		assertThat(failure(() -> statement.setInt(1, 1))).hasMessage("The statement is closed");
		connection.close();
		assertThat(this.nodes.calls()).isEmpty();
	}

	@Test
	void statementsEndWithTheirConnection() throws SQLException {
		Connection connection = this.nodes.begin();
		Statement statement = connection.createStatement();
		connection.close();
		assertThat(statement.isClosed()).isTrue();
		assertThat(failure(() -> statement.execute(SELECT))).hasMessage("The connection is closed");
	}

	@Test
	void resultsComeFromThePhysicalStatement() throws SQLException {
		Statement statement = this.nodes.begin().createStatement();
		statement.executeUpdate(SELECT, Statement.RETURN_GENERATED_KEYS);
		assertThat(statement.getGeneratedKeys()).isNotNull();
		assertThat(statement.getMoreResults()).isFalse();
		assertThat(statement.getUpdateCount()).isEqualTo(7);
		statement.getWarnings();
		statement.cancel();
		statement.close();
		assertThat(this.nodes.calls()).containsExactly("1 createStatement()", "1 executeUpdate(SELECT 1, 1)",
				"1 getGeneratedKeys()", "1 getMoreResults()", "1 getUpdateCount()", "1 getWarnings()", "1 cancel()",
				"1 close()");
	}

	private void assertIsNotRepeated(ThrowingCallable execution) {
		assertThat(failure(execution).getSuppressed()).isEmpty();
		assertThat(this.nodes.calls("execute")).hasSize(1);
		assertThat(this.nodes.calls("abandon")).isEmpty();
	}

	private static Throwable failure(ThrowingCallable call) {
		return catchThrowableOfType(SQLException.class, call);
	}

	private List<String> setOn(int lease) {
		return this.nodes.calls()
			.stream()
			.filter((call) -> call.startsWith(lease + " "))
			.map((call) -> call.substring(2))
			.takeWhile((call) -> !call.startsWith("execute"))
			.toList();
	}

	@FunctionalInterface
	private interface Execution {

		void run(Statement statement) throws SQLException;

	}

}
