package com.foobar.guestbook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which entry a key has already created. A key is remembered for a day, even when its
 * entry is removed: a late retry must not bring it back. Stateless; runs in its caller's
 * transaction.
 */
@Repository
class IdempotencyKeys {

	static final Duration RETENTION = Duration.ofDays(1);

	/** Keys that are removed at once: few enough to hold up nobody. */
	static final int BATCH = 1000;

	private final JdbcClient jdbc;

	IdempotencyKeys(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Remember what a key has created.
	 * @throws DuplicateKeyException if it has created something before; waits for a
	 * transaction that is just doing so
	 */
	void add(String key, byte[] digest, long entryId, Instant created) {
		this.jdbc
			.sql("INSERT INTO idempotency_key (id, digest, entry_id, created)"
					+ " VALUES (:id, :digest, :entryId, :created)")
			.param("id", key)
			.param("digest", digest)
			.param("entryId", entryId)
			.param("created", EntryRepository.timestamp(created))
			.update();
	}

	Optional<Use> find(String key) {
		return this.jdbc.sql("SELECT digest, entry_id FROM idempotency_key WHERE id = :id")
			.param("id", key)
			.query((row, number) -> new Use(row.getBytes("digest"), row.getLong("entry_id")))
			.optional();
	}

	int removeBefore(Instant created) {
		return this.jdbc.sql("DELETE FROM idempotency_key WHERE created < :created LIMIT :batch")
			.param("batch", BATCH)
			.param("created", EntryRepository.timestamp(created))
			.update();
	}

	/** What a key was used for. */
	@SuppressWarnings("ArrayRecordComponent")
	record Use(byte[] digest, long entryId) {

	}

}
