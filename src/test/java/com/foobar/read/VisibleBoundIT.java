package com.foobar.read;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.MySqlOnly;
import com.foobar.position.GtidSet;
import com.foobar.position.Position;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests {@link VisibleBound} against what a primary prints. */
class VisibleBoundIT {

	private static final String UNKNOWN = "aaaaaaaa-71ca-11e1-9e33-c80aa9429562";

	private final DatabasePair pair = DatabasePair.get();

	@BeforeEach
	void restore() {
		this.pair.restore();
	}

	@Test
	@MySqlOnly("GTIDs that are owned by a session")
	void primaryTellsWhatIsOwnedAsItIsExpected() throws Exception {
		DriverManagerDataSource dataSource = new DriverManagerDataSource(
				this.pair.primary().url() + "?sslMode=DISABLED&allowPublicKeyRetrieval=true", "administrator",
				"administrator-password");
		try (Connection reader = dataSource.getConnection();
				Connection one = dataSource.getConnection();
				Connection two = dataSource.getConnection()) {
			Position before = Objects.requireNonNull(VisibleBound.ask(reader));
			own(one, UNKNOWN + ":7");
			assertThat(VisibleBound.ask(reader)).isEqualTo(before.plus(GtidSet.parse(UNKNOWN + ":7")));
			own(two, UNKNOWN + ":9");
			assertThat(VisibleBound.ask(reader)).isEqualTo(before.plus(GtidSet.parse(UNKNOWN + ":7:9")));
			disown(two);
			own(two, UNKNOWN.replace('a', 'b') + ":1");
			assertThat(VisibleBound.ask(reader)).isNull();
			disown(one);
			disown(two);
			assertThat(VisibleBound.ask(reader)).isEqualTo(before);
		}
	}

	private static void own(Connection connection, String gtid) throws SQLException {
		execute(connection, "SET gtid_next = '%s'".formatted(gtid));
		execute(connection, "BEGIN");
	}

	private static void disown(Connection connection) throws SQLException {
		execute(connection, "ROLLBACK");
		execute(connection, "SET gtid_next = 'AUTOMATIC'");
	}

	private static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
