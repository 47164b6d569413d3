package com.foobar.guestbook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import com.foobar.visitor.Visitor;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.util.Assert;

/** The entries' tables. Stateless; runs in its caller's transaction. */
@Repository
class EntryRepository {

	private static final String ENTRY = "SELECT id, author, message, created, edited, version,"
			+ " visitor = :visitor AS own FROM entry ";

	private final JdbcClient jdbc;

	EntryRepository(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Entry> findBefore(long id, int limit, Visitor visitor) {
		return this.jdbc.sql(ENTRY + "WHERE id < :id ORDER BY id DESC LIMIT :limit")
			.param("visitor", visitor.toBytes())
			.param("id", id)
			.param("limit", limit)
			.query(EntryRepository::entry)
			.list();
	}

	Optional<Entry> find(long id, Visitor visitor) {
		return findOne("WHERE id = :id", id, visitor);
	}

	Optional<Entry> findForUpdate(long id, Visitor visitor) {
		return findOne("WHERE id = :id FOR UPDATE", id, visitor);
	}

	private Optional<Entry> findOne(String where, long id, Visitor visitor) {
		return this.jdbc.sql(ENTRY + where)
			.param("visitor", visitor.toBytes())
			.param("id", id)
			.query(EntryRepository::entry)
			.optional();
	}

	Entry add(Signature signature, Instant created, Visitor visitor) {
		GeneratedKeyHolder id = new GeneratedKeyHolder();
		this.jdbc
			.sql("INSERT INTO entry (author, message, created, visitor)"
					+ " VALUES (:author, :message, :created, :visitor)")
			.param("author", signature.author())
			.param("message", signature.message())
			.param("created", timestamp(created))
			.param("visitor", visitor.toBytes())
			.update(id);
		Number key = id.getKey();
		Assert.state(key != null, "An entry has been added without an id");
		return new Entry(key.longValue(), signature.author(), signature.message(), created, null, 0, true);
	}

	void update(Entry entry) {
		Assert.notNull(entry.edited(), "An edited entry has the time of its edit");
		this.jdbc
			.sql("UPDATE entry SET author = :author, message = :message, edited = :edited, version = :version"
					+ " WHERE id = :id")
			.param("author", entry.author())
			.param("message", entry.message())
			.param("edited", timestamp(entry.edited()))
			.param("version", entry.version())
			.param("id", entry.id())
			.update();
	}

	void remove(long id) {
		this.jdbc.sql("DELETE FROM entry WHERE id = :id").param("id", id).update();
	}

	private static Entry entry(ResultSet row, int number) throws SQLException {
		return new Entry(row.getLong("id"), row.getString("author"), row.getString("message"),
				instant(row.getObject("created", LocalDateTime.class)),
				instant(row.getObject("edited", LocalDateTime.class)), row.getInt("version"), row.getBoolean("own"));
	}

	/** Times are kept in UTC, free of the time zones of servers and sessions. */
	static LocalDateTime timestamp(Instant instant) {
		return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
	}

	@SuppressWarnings("NullAway") // NULL in, null out
	private static Instant instant(@Nullable LocalDateTime timestamp) {
		return (timestamp != null) ? timestamp.toInstant(ZoneOffset.UTC) : null;
	}

}
