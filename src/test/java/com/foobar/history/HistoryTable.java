package com.foobar.history;

import java.util.List;

import com.foobar.fixture.DatabaseNode;
import com.foobar.fixture.DatabasePair;

/**
 * Table in which the database pair keeps what sessions write: one row for each write, and
 * nothing that keeps it from being done twice. To be created when the application has
 * migrated, since migrations begin with an empty database, and to be dropped.
 */
public final class HistoryTable {

	static final String INSERT = "INSERT INTO history_write (session, number) VALUES (:session, :number)";

	static final String READ = "SELECT COALESCE(MAX(number), 0) FROM history_write WHERE session = :session";

	private final DatabasePair pair;

	/**
	 * The table of a pair.
	 * @param pair the pair, whose primary is asked, whichever that is
	 */
	public HistoryTable(DatabasePair pair) {
		this.pair = pair;
	}

	/**
	 * Creates the table anew, empty.
	 */
	public void create() {
		drop();
		this.pair.primary().admin().sql("""
				CREATE TABLE history_write (
					id BIGINT AUTO_INCREMENT PRIMARY KEY,
					session INT NOT NULL,
					number BIGINT NOT NULL,
					INDEX (session, number))""").update();
	}

	/**
	 * Drops the table if it is there.
	 */
	public void drop() {
		this.pair.primary().admin().sql("DROP TABLE IF EXISTS history_write").update();
	}

	/**
	 * All rows of the primary.
	 * @return what was written, duplicates included
	 */
	public List<Row> rows() {
		return rows(this.pair.primary());
	}

	/**
	 * All rows of a node.
	 * @param node the node
	 * @return what it has of what was written, duplicates included
	 */
	public List<Row> rows(DatabaseNode node) {
		return node.admin().sql("SELECT session, number FROM history_write ORDER BY id").query(Row.class).list();
	}

}
