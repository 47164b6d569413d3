package com.foobar.command;

import com.foobar.pair.OperationFailedException;
import com.foobar.pair.SampleNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link BackupCommand}. */
class BackupCommandTests {

	@Test
	void takesTheReplicaThatIsLeastBehind() {
		assertThat(BackupCommand
			.source(SampleNode.pair(SampleNode.primary("db1", 3),
					SampleNode.replica("db2", "db1", 3).executed("db1:1-5"), SampleNode.replica("db3", "db1", 3)))
			.name()).isEqualTo("db3");
	}

	@Test
	void takesThePrimaryWhereNobodyFollows() {
		assertThat(BackupCommand.source(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.silent("db2"))).name())
			.isEqualTo("db1");
		assertThat(BackupCommand.source(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.node("db2"))).name())
			.isEqualTo("db1");
		assertThat(BackupCommand
			.source(SampleNode.pair(SampleNode.primary("db1", 3), SampleNode.replica("db2", "db1", 3).lost("db1")))
			.name()).isEqualTo("db1");
	}

	@Test
	void refusesWithoutAPrimary() {
		assertThatExceptionOfType(OperationFailedException.class)
			.isThrownBy(() -> BackupCommand
				.source(SampleNode.pair(SampleNode.silent("db1"), SampleNode.replica("db2", "db1", 3))))
			.withMessageStartingWith("No node takes writes (db1: Connection refused)");
	}

}
