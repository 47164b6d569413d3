package com.foobar.statement;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * Something that is set on a statement, once or again on one that takes its place.
 *
 * @param <S> type of the statement
 */
@FunctionalInterface
interface Setting<S extends Statement> {

	void applyTo(S statement) throws SQLException;

}
