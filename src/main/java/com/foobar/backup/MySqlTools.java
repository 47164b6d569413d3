package com.foobar.backup;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.foobar.server.Server;

import org.springframework.util.FileSystemUtils;

/**
 * Runs the tools that come with MySQL, found on the {@code PATH}, against one server.
 * Passwords reach them in a file that only this user can read and that is gone
 * afterwards. Nothing but a buffer of what flows is held. Immutable.
 */
final class MySqlTools {

	/** Lines of a tool's complaints that are passed on. */
	private static final int LINES = 5;

	private final ToolSettings settings;

	MySqlTools(ToolSettings settings) {
		this.settings = settings;
	}

	/** Whether there is a tool: not every image of MySQL has all of them. */
	static boolean has(String tool) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, tool)));
	}

	/** Runs a tool and passes on what it prints. */
	void read(Server server, List<String> command, OutputStream target) {
		run(server, command, (process) -> {
			process.getOutputStream().close();
			try (InputStream output = process.getInputStream()) {
				output.transferTo(target);
			}
		});
	}

	/** Runs a tool on what is read from a source. */
	void write(Server server, List<String> command, InputStream source) {
		run(server, command, (process) -> {
			try (OutputStream input = process.getOutputStream()) {
				source.transferTo(input);
			}
			catch (IOException ex) {
				boolean content = process.waitFor() == 0;
				if (content) {
					throw ex;
				}
			}
		});
	}

	private void run(Server server, List<String> command, Exchange exchange) {
		String tool = command.get(0) + " of " + server;
		try {
			Path directory = Files.createTempDirectory("mysql",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
			try {
				run(tool, command, options(directory, server), directory.resolve("errors"), exchange);
			}
			finally {
				FileSystemUtils.deleteRecursively(directory);
			}
		}
		catch (IOException ex) {
			throw new DumpFailedException("%s failed: %s".formatted(tool, ex.getMessage()), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new DumpFailedException("%s was interrupted".formatted(tool), ex);
		}
	}

	private Path options(Path directory, Server server) throws IOException {
		Path options = Files.createFile(directory.resolve("options"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		return Files.writeString(options, this.settings.options(server.address()));
	}

	private void run(String tool, List<String> command, Path options, Path errors, Exchange exchange)
			throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(command);
		line.add(1, "--defaults-extra-file=" + options);
		Process process = new ProcessBuilder(line).redirectError(errors.toFile()).start();
		AtomicBoolean late = new AtomicBoolean();
		Duration patience = this.settings.patience();
		CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS).execute(() -> {
			if (process.isAlive()) {
				late.set(true);
				process.destroyForcibly();
			}
		});
		try {
			exchange.perform(process);
			int code = process.waitFor();
			if (late.get()) {
				throw new DumpFailedException("%s did not end within %s".formatted(tool, patience));
			}
			if (code != 0) {
				throw new DumpFailedException("%s failed (exit code %d): %s".formatted(tool, code, complaint(errors)));
			}
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String complaint(Path errors) throws IOException {
		try (Stream<String> lines = Files.lines(errors)) {
			String text = lines.filter((line) -> !line.isBlank() && !line.startsWith("Warning:"))
				.limit(LINES)
				.collect(Collectors.joining("; "));
			return text.isEmpty() ? "it says nothing" : text;
		}
	}

	/** What flows between this process and a tool. */
	@FunctionalInterface
	private interface Exchange {

		void perform(Process process) throws IOException, InterruptedException;

	}

}
