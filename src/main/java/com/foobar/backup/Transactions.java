package com.foobar.backup;

import java.nio.file.Path;
import java.util.StringJoiner;

import com.foobar.position.GtidSet;
import com.foobar.position.Position;

/** Tells which transactions are in what {@code mysqlbinlog} has printed. */
final class Transactions {

	private static final String NEXT = "SET @@SESSION.GTID_NEXT= '";

	/** So many are read at once. */
	private static final int BATCH = 1000;

	private Position found = GtidSet.EMPTY;

	private StringJoiner batch = new StringJoiner(",");

	private int size;

	private Transactions() {
	}

	static Position in(Path file) {
		Transactions transactions = new Transactions();
		Lines.read(file, transactions::line);
		transactions.flush();
		return transactions.found;
	}

	private void line(String line) {
		if (line.startsWith(NEXT)) {
			String name = line.substring(NEXT.length(), line.indexOf('\'', NEXT.length()));
			if (name.indexOf(':') > 0) {
				this.batch.add(name);
				this.size++;
			}
		}
		if (this.size == BATCH) {
			flush();
		}
	}

	private void flush() {
		this.found = this.found.plus(GtidSet.parse(this.batch.toString()));
		this.batch = new StringJoiner(",");
		this.size = 0;
	}

}
