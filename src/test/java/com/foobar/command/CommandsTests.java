package com.foobar.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.Supplier;

import com.foobar.pair.OperationFailedException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests for {@link Commands}. */
class CommandsTests {

	private static final Supplier<Tools> NONE = () -> {
		throw new OperationFailedException("The controller is not configured");
	};

	private final StringWriter out = new StringWriter();

	private final StringWriter err = new StringWriter();

	@Test
	void helpNeedsNoConfiguration() {
		assertThat(execute("--help")).isZero();
		assertThat(this.out.toString()).contains("status", "switchover", "failover", "rejoin", "backup", "restore",
				"Exit codes:");
		assertThat(this.err.toString()).isEmpty();
	}

	@Test
	void eachCommandHasHelp() {
		Commands.line(NONE).getSubcommands().keySet().forEach((command) -> {
			assertThat(execute(command, "--help")).as(command).isZero();
			assertThat(this.err.toString()).as(command).isEmpty();
		});
	}

	@Test
	void helpOfRestoreTellsWhatIsReplaced() {
		execute("help", "restore");
		assertThat(this.out.toString()).contains("Refuses if any table holds a row", "docker compose stop app1 app2");
	}

	@Test
	void unknownWordsAreUsageErrors() {
		assertThat(execute("promote")).isEqualTo(2);
		assertThat(execute("switchover", "db1", "db2")).isEqualTo(2);
		assertThat(execute("switchover", "--force")).isEqualTo(2);
		assertThat(execute()).isEqualTo(2);
		assertThat(this.out.toString()).isEmpty();
	}

	@Test
	void whatIsNeededIsAskedFor() {
		assertThat(execute("rejoin")).isEqualTo(2);
		assertThat(this.err.toString()).contains("Missing required parameter: 'NODE'");
		assertThat(execute("restore")).isEqualTo(2);
		assertThat(this.err.toString()).contains("Missing required parameter: 'FILE'");
	}

	@Test
	void aRefusalIsOneLine() {
		assertThat(execute("failover", "--force", "db2")).isEqualTo(1);
		assertThat(this.err.toString()).isEqualToIgnoringNewLines("The controller is not configured");
		assertThat(this.out.toString()).isEmpty();
	}

	private int execute(String... words) {
		CommandLine line = Commands.line(NONE);
		line.setOut(new PrintWriter(this.out, true));
		line.setErr(new PrintWriter(this.err, true));
		return line.execute(words);
	}

}
