package com.foobar.history;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Recorder of what sessions did. Safe for use by several threads, which it does not hold
 * up; it keeps every operation, some 100 bytes each.
 * <p>
 * The data model: each session has a register, into which only that session writes the
 * numbers 1, 2, 3 and so on, one after the other and each once, whether or not the ones
 * before succeeded. The database keeps each number as a row of its own and allows
 * duplicates; a read tells the greatest number of a register. So a read that goes back is
 * a smaller number, a write that comes later than its successor disturbs no read, and the
 * rows in the end tell what was lost or done twice. Each check costs one pass over the
 * sorted operations.
 */
public final class History {

	private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();

	private final Queue<Mark> marks = new ConcurrentLinkedQueue<>();

	/**
	 * Records a write.
	 * @param write what was done
	 */
	public void add(Write write) {
		this.operations.add(write);
	}

	/**
	 * Records a read.
	 * @param read what was done
	 */
	public void add(Read read) {
		this.operations.add(read);
	}

	/**
	 * Records that something is done to the system now.
	 * @param label what it is
	 * @return the time, to ask a {@link Report} for what came after it
	 */
	public long mark(String label) {
		Mark mark = new Mark(label, System.nanoTime());
		this.marks.add(mark);
		return mark.nanos();
	}

	/**
	 * Checks what has been recorded so far against what the database has in the end. To
	 * be called when the load is over and nothing that is unknown can still arrive.
	 * @param rows all rows, duplicates included
	 * @return what was found
	 */
	public Report check(Collection<Row> rows) {
		return new HistoryChecker(this.operations, rows).report(List.copyOf(this.marks));
	}

}
