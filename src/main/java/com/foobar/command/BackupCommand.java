package com.foobar.command;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Supplier;

import com.foobar.backup.Dump;
import com.foobar.pair.PairState;
import com.foobar.pair.Seen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Copies the site's database into a file. */
@Command(name = "backup", header = "Copy the site's database into a file while the site goes on.", description = { "",
		"It is taken from the replica that is least behind, or else from the primary, holds the database as it was",
		"at one moment, and is read back before it gets its name. Users and the controller's own database are not",
		"in it.", "" })
final class BackupCommand extends PairCommand {

	@Parameters(arity = "0..1", paramLabel = "FILE",
			description = "The file, in the directory of backups unless it is an absolute path; must not exist. "
					+ "Default: DATABASE-TIME.sql.gz.")
	private @Nullable Path file;

	BackupCommand(Supplier<Tools> tools) {
		super(tools);
	}

	@Override
	int call(Tools with) throws InterruptedException {
		long start = System.nanoTime();
		Seen source = source(with.pair().look());
		say("%s: dump the database".formatted(source.name()));
		Dump dump = with.dumps().save(with.pair().server(source.name()), this.file);
		say("%s: %d bytes, with the transactions %s, after %s".formatted(dump.file(), dump.size(), dump.position(),
				secondsSince(start)));
		return DONE;
	}

	/** The node that is least missed. */
	static Seen source(PairState pair) {
		Seen primary = Nodes.primary(pair);
		return pair.others(primary)
			.filter((node) -> node.answers() && node.said().isFollowing(primary.address()))
			.min(Comparator.comparingLong((node) -> primary.said().executed().leadOver(node.said().executed())))
			.orElse(primary);
	}

}
