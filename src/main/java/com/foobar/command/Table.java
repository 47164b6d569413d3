package com.foobar.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Sets rows of words in columns. Stateless. */
final class Table {

	private Table() {
	}

	/**
	 * The rows, each cell as wide as its column's widest; all rows have as many cells.
	 */
	static List<String> lines(List<List<String>> rows) {
		int[] widths = IntStream.range(0, rows.get(0).size())
			.map((column) -> rows.stream().mapToInt((row) -> row.get(column).length()).max().orElse(0))
			.toArray();
		return rows.stream().map((row) -> line(row, widths)).toList();
	}

	private static String line(List<String> row, int[] widths) {
		List<String> cells = new ArrayList<>();
		for (int column = 0; column < widths.length; column++) {
			String cell = row.get(column);
			cells.add(cell + " ".repeat(widths[column] - cell.length()));
		}
		return String.join("  ", cells).stripTrailing();
	}

}
