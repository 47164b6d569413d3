package com.foobar.statement;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UndoableStatementTests {

	@ParameterizedTest
	@ValueSource(strings = { "SELECT 1", "insert into t values (?)", "UPDATE t SET a = 1;", "delete from t ; ",
			"REPLACE INTO t VALUES (1)", "(SELECT 1) UNION (SELECT 2)", "\n\tWITH a AS (SELECT 1) SELECT * FROM a",
			"/* hint; */ SELECT 1", "-- note; \n SELECT 1", "# note\nSELECT 1", "SELECT /*+ NO_MERGE() */ 1" })
	void whatARollbackUndoesIsRecognised(String sql) {
		assertThat(UndoableStatement.matches(sql)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "CALL sign()", "CREATE TABLE t (id INT)", "ALTER TABLE t ADD a INT", "DROP TABLE t",
			"TRUNCATE t", "COMMIT", "START TRANSACTION", "LOCK TABLES t WRITE", "INSERT INTO t VALUES (1); COMMIT",
			"/*!50000 CALL sign() */", "/*M! CALL sign() */", "SELECTION", "/* SELECT 1 */ COMMIT",
			"-- SELECT 1\nCOMMIT" })
	void whatMayCommitIsNot(String sql) {
		assertThat(UndoableStatement.matches(sql)).isFalse();
	}

}
