package com.foobar.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import com.foobar.pool.Credentials;
import com.foobar.position.GtidSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests for {@link Dump} and what it is made with. */
class DumpTests {

	private static final String ONE = "00000000-0000-0000-0000-000000000001";

	private static final String TWO = "00000000-0000-0000-0000-000000000002";

	private static final String HEAD = "-- MySQL dump\nSET @MYSQLDUMP_TEMP_LOG_BIN = @@SESSION.SQL_LOG_BIN;\n"
			+ "SET @@SESSION.SQL_LOG_BIN= 0;\n";

	private static final String BODY = "/* SET @@GLOBAL.GTID_PURGED='+%s:1-5,\n%s:1-9';*/\n\nUSE `guestbook`;\n"
		.formatted(ONE, TWO) + "INSERT INTO `entry` VALUES (1,'it''s -- Dump completed');\n";

	private static final String FOOT = "SET @@SESSION.SQL_LOG_BIN = @MYSQLDUMP_TEMP_LOG_BIN;\n"
			+ "-- Dump completed on 2026-11-21 13:02:37\n";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Test
	void tellsThePosition() throws IOException {
		Dump dump = Dump.read(file(BODY + "-- Dump completed on 2026-11-21\n\n"), "guestbook");
		assertThat(dump.position()).isEqualTo(GtidSet.parse(ONE + ":1-5," + TWO + ":1-9"));
		assertThat(dump.size()).isEqualTo(Files.size(dump.file()));
	}

	@Test
	void refusesWhatIsNotWhole() throws IOException {
		assertRefused(file(BODY), "does not end in '-- Dump completed'");
		assertRefused(file("USE `guestbook`;\n-- Dump completed\n"), "does not tell the position");
		assertRefused(file(BODY.replace("guestbook", "other") + "-- Dump completed\n"),
				"is of the databases [other], not of guestbook");
		assertRefused(file(HEAD + BODY + FOOT), "would be restored without the replicas");
		assertRefused(this.directory.resolve("none"), "There is no file");
	}

	@Test
	void refusesWhatIsDamaged() throws IOException {
		Path file = file(BODY + "-- Dump completed\n");
		byte[] bytes = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
		assertRefused(file, "cannot be read: EOFException");
		bytes[bytes.length - 6] ^= 1;
		Files.write(file, bytes);
		assertRefused(file, "cannot be read: ZipException");
	}

	private static void assertRefused(Path file, String message) {
		assertThatExceptionOfType(DumpFailedException.class).isThrownBy(() -> Dump.read(file, "guestbook"))
			.withMessageContaining(message)
			.withMessageContaining(file.toString());
	}

	@Test
	void whatIsSavedIsLoggedWhenItIsRestored() throws IOException {
		String text = HEAD + BODY + "x".repeat(1000) + "\n" + FOOT;
		for (int size : new int[] { 1, 3, 100, 5000 }) {
			assertThat(logged(text, size)).isEqualTo(
					"-- MySQL dump\n" + BODY + "x".repeat(1000) + "\n-- Dump completed on 2026-11-21 13:02:37\n");
		}
		assertThat(logged("no end", 2)).isEqualTo("no end");
	}

	private static String logged(String text, int size) throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		LoggedOutputStream logged = new LoggedOutputStream(target);
		for (int from = 0; from < bytes.length; from += size) {
			logged.write(bytes, from, Math.min(size, bytes.length - from));
		}
		logged.finish();
		return target.toString(StandardCharsets.UTF_8);
	}

	@Test
	void findsTheTransactionsInALog() throws IOException {
		Path file = file(
				"SET @@SESSION.GTID_NEXT= '%s:3'/*!*/;\nSET @@SESSION.GTID_NEXT= '%s:tag:4'/*!*/;\n".formatted(ONE, ONE)
						+ "SET @@SESSION.GTID_NEXT= 'AUTOMATIC' /* added by mysqlbinlog */ /*!*/;\n");
		assertThat(Transactions.in(file)).isEqualTo(GtidSet.parse(ONE + ":3:tag:4"));
	}

	@Test
	void aNewFileAppearsWhenItIsRight() {
		Path path = this.directory.resolve("new.gz");
		new NewFile(path).write((target) -> print(target, "text"), (partial) -> {
			assertThat(partial).exists().hasFileName("new.gz.partial");
			assertThat(path).doesNotExist();
		});
		assertThat(this.directory).isDirectoryContaining((file) -> file.equals(path));
		assertThat(path.resolveSibling("new.gz.partial")).doesNotExist();
	}

	@Test
	void nothingIsLeftOfWhatFails() {
		Path path = this.directory.resolve("new.gz");
		assertThatExceptionOfType(DumpFailedException.class)
			.isThrownBy(() -> new NewFile(path).write((target) -> print(target, "text"), (partial) -> {
				throw new DumpFailedException("not right");
			}))
			.withMessage("not right");
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void anExistingFileIsLeft() throws IOException {
		Path path = file("text");
		assertThatExceptionOfType(DumpFailedException.class).isThrownBy(() -> new NewFile(path).write((target) -> {
		}, (partial) -> {
		})).withMessageContaining("exists already");
	}

	@Test
	void aMissingDirectoryIsTold() {
		Path path = this.directory.resolve("none").resolve("new.gz");
		assertThatExceptionOfType(DumpFailedException.class).isThrownBy(() -> new NewFile(path).write((target) -> {
		}, (partial) -> {
		})).withMessageStartingWith("There is no directory");
	}

	@Test
	void passwordsOfAllKindsAreQuoted() {
		ToolSettings settings = new ToolSettings(new Credentials("controller", "a\"b\\c#d"), Path.of("/ca"),
				Path.of("/cert"), Path.of("/key"), this.directory, Duration.ofSeconds(1));
		assertThat(settings.options("db1:3306")).contains("host=db1\nport=3306\nuser=\"controller\"\n",
				"password=\"a\\\"b\\\\c#d\"\n", "ssl-mode=VERIFY_IDENTITY\n");
	}

	private static void print(OutputStream target, String text) {
		try {
			target.write(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path file(String text) throws IOException {
		Path file = Files.createTempFile(this.directory, "dump", ".sql.gz");
		try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(file))) {
			print(zip, text);
		}
		return file;
	}

}
