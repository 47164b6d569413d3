package com.foobar.statement;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LockingReadTests {

	@ParameterizedTest
	@ValueSource(strings = { "SELECT 1 FROM t FOR UPDATE", "select 1 from t for\n\t update skip locked",
			"SELECT 1 FROM t FOR SHARE", "SELECT 1 FROM t LOCK IN SHARE MODE", "select 1 from t lock  in\nshare mode",
			"SELECT GET_LOCK('a', 1)", "/* hint */ SELECT get_lock ('a', 1)" })
	void readThatTakesLocksIsRecognised(String sql) {
		assertThat(LockingRead.matches(sql)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "SELECT 1", "SELECT * FROM fortune WHERE f = 'for'", "SELECT for_update FROM t",
			"SELECT l FROM locks WHERE locked IN (1)", "SELECT g FROM t GROUP BY g", "FOR", "LOCK IN SHARE" })
	void plainReadIsNot(String sql) {
		assertThat(LockingRead.matches(sql)).isFalse();
	}

}
