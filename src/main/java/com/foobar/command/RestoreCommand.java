package com.foobar.command;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

import com.foobar.backup.Dump;
import com.foobar.backup.DumpFailedException;
import com.foobar.pair.OperationFailedException;
import com.foobar.pair.PairState;
import com.foobar.pair.Seen;
import com.foobar.server.Server;
import com.foobar.server.SiteTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Fills an empty database from a file. */
@Command(name = "restore", header = "Fill the site's empty database from a backup.", description = { "",
		"Works on the primary, from where the replicas get it. Refuses if any table holds a row. Tables that are all",
		"empty, as applications leave them that have met an empty pair, are replaced, the history of migrations",
		"among them: the site then starts on the backup's. So the applications must be stopped meanwhile:",
		"docker compose stop app1 app2", "" })
final class RestoreCommand extends PairCommand {

	@Parameters(paramLabel = "FILE",
			description = "The backup, in the directory of backups unless it is an absolute path.")
	private Path file = Path.of("");

	RestoreCommand(Supplier<Tools> tools) {
		super(tools);
	}

	@Override
	int call(Tools with) throws InterruptedException {
		long start = System.nanoTime();
		Dump dump = with.dumps().read(this.file);
		say("%s is whole: %d bytes, with the transactions %s".formatted(dump.file(), dump.size(), dump.position()));
		Server primary = with.pair().server(Nodes.primary(with.pair().look()).name());
		clear(primary, with);
		fill(primary, dump, with);
		distribute(with);
		say("%s is restored on %s, after %s".formatted(with.accounts().database(), primary, secondsSince(start)));
		return DONE;
	}

	private void clear(Server primary, Tools with) {
		String database = with.accounts().database();
		SiteTables tables = new SiteTables(primary, database, with.copyTimeout());
		List<String> users = tables
			.sessions(List.of(with.accounts().writer().username(), with.accounts().migrator().username()));
		if (!users.isEmpty()) {
			throw new OperationFailedException(
					"%s: applications are connected (%s): stop them first: docker compose stop app1 app2"
						.formatted(primary, String.join(", ", users)));
		}
		List<String> filled = tables.filled();
		if (!filled.isEmpty()) {
			throw new OperationFailedException(
					"%s: %s holds data, in %s: to give that up, drop all its tables first: SET foreign_key_checks = 0; DROP TABLE %s"
						.formatted(primary, database, String.join(", ", filled), qualified(database, tables.names())));
		}
		if (!tables.names().isEmpty()) {
			say("%s: drop the empty tables %s".formatted(primary, String.join(", ", tables.names())));
			tables.drop();
		}
	}

	private static String qualified(String database, List<String> tables) {
		return String.join(", ", tables.stream().map((table) -> "`%s`.`%s`".formatted(database, table)).toList());
	}

	private void fill(Server primary, Dump dump, Tools with) {
		say("%s: restore".formatted(primary));
		try {
			with.dumps().restore(primary, dump);
		}
		catch (DumpFailedException ex) {
			throw new OperationFailedException("%s. Part of it is in %s now: drop its tables before another attempt"
				.formatted(ex.getMessage(), with.accounts().database()), ex);
		}
	}

	private void distribute(Tools with) throws InterruptedException {
		PairState found = with.pair().look();
		Seen primary = Nodes.primary(found);
		for (Seen node : found.others(primary).toList()) {
			boolean level = node.answers() && node.said().follows(primary.address())
					&& with.pair().server(node.name()).awaitExecuted(primary.said().executed(), with.drainTimeout());
			if (level) {
				say("%s: has it too".formatted(node.name()));
			}
			else {
				warn("%s does not have it yet: see status".formatted(node.name()));
			}
		}
	}

}
