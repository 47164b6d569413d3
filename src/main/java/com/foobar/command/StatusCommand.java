package com.foobar.command;

import java.util.function.Supplier;

import com.foobar.pair.Assessment;
import com.foobar.pair.Memory;
import com.foobar.pair.PairState;
import com.foobar.pair.Step;
import picocli.CommandLine.Command;

/** Shows how the pair is. */
@Command(name = "status", header = "Show each node, and what is to be done.", description = { "",
		"What is to be done is told as a service sees it that has just been started; one that has seen the primary",
		"before may know more and do it by itself.", "" }, exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:one primary, all others follow it, and semi-sync is in force", "1:failed",
				"2:the command was not understood", "3:the pair is not in order" })
final class StatusCommand extends PairCommand {

	StatusCommand(Supplier<Tools> tools) {
		super(tools);
	}

	@Override
	int call(Tools with) throws InterruptedException {
		PairState found = with.pair().look();
		long now = System.nanoTime();
		Step step = Assessment.next(found, Memory.BLANK.after(found, now), with.policy(), now);
		StatusReport report = new StatusReport(found, step);
		report.lines().forEach(this::say);
		return report.isInOrder() ? DONE : NOT_IN_ORDER;
	}

}
