package com.foobar.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import com.foobar.position.Position;
import com.foobar.server.Server;
import org.jspecify.annotations.Nullable;

/** The files that keep what servers hold. Immutable. */
public final class Dumps {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private static final String LOG_READER = "mysqlbinlog";

	private final MySqlTools tools;

	private final Path directory;

	private final String database;

	private final Clock clock;

	/**
	 * The files of a site.
	 * @param settings how the tools connect, and where the files are
	 * @param database the site's database
	 * @param clock tells the time in their names
	 */
	public Dumps(ToolSettings settings, String database, Clock clock) {
		this.tools = new MySqlTools(settings);
		this.directory = settings.directory();
		this.database = database;
		this.clock = clock;
	}

	/**
	 * Copies the site's database into a file, as it was at one moment, while the server
	 * goes on.
	 * @param server the server, best a replica
	 * @param name the file, in the directory of dumps unless it says otherwise;
	 * {@code null} for a name with the time
	 * @return the file, which has been read back
	 */
	public Dump save(Server server, @Nullable Path name) {
		Path file = this.directory.resolve((name != null) ? name : Path.of(named(this.database)));
		List<String> command = List.of("mysqldump", "--single-transaction", "--set-gtid-purged=COMMENTED",
				"--no-tablespaces", "--skip-add-locks", "--hex-blob", "--routines", "--triggers", "--events",
				"--databases", this.database);
		new NewFile(file).write((target) -> save(server, command, target),
				(written) -> Dump.read(written, this.database));
		return read(file);
	}

	private void save(Server server, List<String> command, OutputStream target) {
		LoggedOutputStream logged = new LoggedOutputStream(target);
		this.tools.read(server, command, logged);
		try {
			logged.finish();
		}
		catch (IOException ex) {
			throw new DumpFailedException("Could not write the end of the dump: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Reads a file from its first byte to its last.
	 * @param name the file, in the directory of dumps unless it says otherwise
	 * @return what is in it
	 */
	public Dump read(Path name) {
		return Dump.read(this.directory.resolve(name), this.database);
	}

	/**
	 * Puts what is in a file into a server's empty database.
	 * @param server the server, a primary
	 * @param dump the file
	 */
	public void restore(Server server, Dump dump) {
		try (InputStream content = new GZIPInputStream(Files.newInputStream(dump.file()))) {
			this.tools.write(server, List.of("mysql", "--batch", "--binary-mode", "--default-character-set=utf8mb4"),
					content);
		}
		catch (IOException ex) {
			throw new DumpFailedException("%s cannot be read: %s".formatted(dump.file(), ex.getMessage()), ex);
		}
	}

	/**
	 * Puts transactions of a server into a file, from which {@code mysql} makes them
	 * again: what the server alone has, before it is made anew. Where there is no
	 * {@code mysqlbinlog}, the file has the site's whole database instead, as it is with
	 * them.
	 * @param server the server
	 * @param transactions which
	 * @return the file, which has been read back and, of transactions, names each
	 */
	public Path saveTransactions(Server server, Position transactions) {
		Path file = this.directory.resolve(named("surplus-" + server.name()));
		if (!MySqlTools.has(LOG_READER)) {
			return save(server, file).file();
		}
		List<String> command = List.of(LOG_READER, "--read-from-remote-server", "--include-gtids=" + transactions,
				"--to-last-log", server.firstLog());
		new NewFile(file).write((target) -> this.tools.read(server, command, target),
				(written) -> check(server, written, transactions));
		return file;
	}

	private static void check(Server server, Path file, Position wanted) {
		Position missing = wanted.minus(Transactions.in(file));
		if (!missing.isEmpty()) {
			throw new DumpFailedException(
					"%s no longer has %d of its %d transactions in its binary log (%s): nothing has been saved"
						.formatted(server, missing.size(), wanted.size(), missing));
		}
	}

	private String named(String what) {
		return "%s-%s.sql.gz".formatted(what, TIME.format(this.clock.instant()));
	}

}
