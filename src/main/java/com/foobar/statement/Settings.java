package com.foobar.statement;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Several settings in the order in which they were made. Confined to the thread that
 * holds the connection.
 *
 * @param <S> type of the statement
 */
final class Settings<S extends Statement> implements Setting<S> {

	private final List<Setting<S>> settings = new ArrayList<>(4);

	Settings(Setting<S> first) {
		add(first);
	}

	void add(Setting<S> setting) {
		this.settings.add(setting);
	}

	@Override
	public void applyTo(S statement) throws SQLException {
		for (Setting<S> setting : this.settings) {
			setting.applyTo(statement);
		}
	}

}
