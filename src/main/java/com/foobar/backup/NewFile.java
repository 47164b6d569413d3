package com.foobar.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * A compressed file that gets its name when it is whole, right and on the disk; until
 * then it is called {@code .partial}. Immutable.
 */
final class NewFile {

	private static final int BUFFER = 1 << 16;

	private final Path path;

	private final Path partial;

	NewFile(Path path) {
		this.path = path;
		this.partial = path.resolveSibling(path.getFileName() + ".partial");
	}

	/**
	 * Writes the file. Whatever fails, nothing is left of it.
	 * @param content writes what is in it
	 * @param check reads it back and throws if it is not right
	 */
	void write(Consumer<OutputStream> content, Consumer<Path> check) {
		if (Files.exists(this.path)) {
			throw new DumpFailedException("%s exists already: choose another name".formatted(this.path));
		}
		try (FileChannel channel = create()) {
			try {
				fill(channel, content);
				check.accept(this.partial);
				Files.move(this.partial, this.path, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(this.partial);
			}
			syncDirectory();
		}
		catch (FileAlreadyExistsException ex) {
			throw new DumpFailedException(
					"%s exists: another dump of that name is under way, or was cut off: then delete it"
						.formatted(this.partial),
					ex);
		}
		catch (NoSuchFileException ex) {
			throw new DumpFailedException("There is no directory %s".formatted(this.path.toAbsolutePath().getParent()),
					ex);
		}
		catch (IOException ex) {
			throw new DumpFailedException("Could not write %s: %s".formatted(this.path, ex.getMessage()), ex);
		}
	}

	private FileChannel create() throws IOException {
		return FileChannel.open(this.partial, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
	}

	private static void fill(FileChannel channel, Consumer<OutputStream> content) throws IOException {
		OutputStream file = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
		try (GZIPOutputStream zip = new GZIPOutputStream(file, BUFFER)) {
			content.accept(zip);
			zip.finish();
			file.flush();
			channel.force(true);
		}
	}

	private void syncDirectory() throws IOException {
		try (FileChannel directory = FileChannel.open(this.path.toAbsolutePath().getParent(),
				StandardOpenOption.READ)) {
			directory.force(true);
		}
	}

}
