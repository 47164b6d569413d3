package com.foobar.statement;

import java.util.regex.Pattern;

/**
 * Tells statements that leave nothing behind unless their transaction is committed: not
 * those that commit by themselves, such as changes of tables, nor calls of procedures,
 * which may. Not a parser: an unknown first word, or a semicolon anywhere but at the end,
 * makes it another kind. Tables without transactions are beyond it.
 */
final class UndoableStatement {

	private static final Pattern COMMENT = Pattern.compile("/\\*(?!M?!)(?s:.*?)\\*/|(?:--\\s|#).*");

	private static final Pattern UNDOABLE = Pattern.compile(
			"[\\s(]*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|TABLE|VALUES|SHOW|EXPLAIN|DESCRIBE|DESC)\\b[^;]*;?\\s*",
			Pattern.CASE_INSENSITIVE);

	private UndoableStatement() {
	}

	/** Whether a statement is known to be one; costs microseconds. */
	static boolean matches(String sql) {
		return UNDOABLE.matcher(COMMENT.matcher(sql).replaceAll(" ")).matches();
	}

}
