package com.foobar.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import com.foobar.pair.PairState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One command. Used by one thread, once. */
abstract class PairCommand implements Callable<Integer> {

	/** In order, or done. */
	static final int DONE = 0;

	/** Refused, or failed. */
	static final int FAILED = 1;

	/** The command was not understood. */
	static final int USAGE = 2;

	/** The pair is not in order. */
	static final int NOT_IN_ORDER = 3;

	/**
	 * A process that has just been started is slow, and must not take that for a node's
	 * silence, let alone for that of all.
	 */
	private static final int LOOKS = 6;

	private static final int LOOKS_AT_NOTHING = 18;

	private static final long PAUSE_MILLIS = 100;

	private final Supplier<Tools> tools;

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help and exit.")
	private boolean help;

	PairCommand(Supplier<Tools> tools) {
		this.tools = tools;
	}

	@Override
	public final Integer call() throws InterruptedException {
		Tools with = this.tools.get();
		PairState found = with.pair().look();
		for (int looks = 1; looks < enough(found); looks++) {
			Thread.sleep(PAUSE_MILLIS);
			found = with.pair().look();
		}
		return call(with);
	}

	private static int enough(PairState found) {
		if (found.silent().isEmpty()) {
			return 0;
		}
		return found.answering().findAny().isPresent() ? LOOKS : LOOKS_AT_NOTHING;
	}

	abstract int call(Tools with) throws InterruptedException;

	/** Tells what is being done. */
	void say(String line) {
		print(spec().commandLine().getOut(), line);
	}

	/** Tells what an operator should know besides. */
	void warn(String line) {
		print(spec().commandLine().getErr(), "Warning: " + line);
	}

	private static void print(PrintWriter writer, String line) {
		writer.println(line);
		writer.flush();
	}

	private CommandSpec spec() {
		if (this.spec == null) {
			throw new IllegalStateException("This command belongs to no command line");
		}
		return this.spec;
	}

	/** The time since then, in seconds with two digits. */
	static String secondsSince(long nanos) {
		return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - nanos) / 1e9);
	}

}
