package com.foobar.command;

import java.io.PrintWriter;
import java.util.function.Supplier;

import com.foobar.backup.DumpFailedException;
import com.foobar.pair.OperationFailedException;
import com.foobar.pool.Failures;
import com.foobar.server.LockedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import org.springframework.dao.DataAccessException;

/** All that an operator can ask for, as a command line. */
@Command(name = "controller",
		header = "Keeps a pair of MySQL servers in order: one takes writes, all others follow it.",
		synopsisSubcommandLabel = "[run|COMMAND]",
		description = { "",
				"Without a command, or with 'run', it is the service that watches the pair and does what is to be done.",
				"" },
		commandListHeading = "%nCommands:%n", exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:done; of status: the pair is in order",
				"1:refused or failed; the reason and what would be needed are on the standard error output",
				"2:the command was not understood", "3:of status: the pair is not in order" })
public final class Commands implements Runnable {

	/** Columns of a usual terminal that shows logs. */
	private static final int WIDTH = 120;

	@Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help and exit.")
	private boolean help;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	private Commands() {
	}

	/**
	 * A command line.
	 * @param tools makes what commands work with; not used for help
	 * @return the command line, to be executed once
	 */
	public static CommandLine line(Supplier<Tools> tools) {
		CommandLine line = new CommandLine(new Commands());
		line.addSubcommand(new StatusCommand(tools));
		line.addSubcommand(new SwitchoverCommand(tools));
		line.addSubcommand(new FailoverCommand(tools));
		line.addSubcommand(new RejoinCommand(tools));
		line.addSubcommand(new BackupCommand(tools));
		line.addSubcommand(new RestoreCommand(tools));
		line.addSubcommand(new HelpCommand());
		line.getSubcommands().values().forEach((command) -> command.setUsageHelpWidth(WIDTH));
		return line.setUsageHelpWidth(WIDTH)
			.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
			.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
	}

	private static int failed(Exception failure, CommandLine command) {
		PrintWriter errors = command.getErr();
		if (failure instanceof OperationFailedException || failure instanceof DumpFailedException
				|| failure instanceof LockedException || failure instanceof DataAccessException) {
			errors.println(Failures.describe(failure));
		}
		else {
			failure.printStackTrace(errors);
		}
		errors.flush();
		return PairCommand.FAILED;
	}

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "Which command?");
	}

}
