package com.foobar.guestbook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the guestbook over HTTP on a database pair. */
@OnDatabasePair
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class GuestbookIT {

	private final DatabasePair databases = DatabasePair.get();

	@Autowired
	private KeyHousekeeping housekeeping;

	private GuestbookClient ann;

	private GuestbookClient bob;

	@BeforeEach
	void visit(@LocalServerPort int port) {
		this.ann = new GuestbookClient("http://localhost:" + port);
		this.bob = new GuestbookClient("http://localhost:" + port);
	}

	@Test
	void signedEntryIsAnsweredWithItsAddress() {
		Answer answer = this.ann.sign("  Ann \uD83D\uDE00 ", "one\r\ntwo <b>&amp;</b>");
		assertThat(answer.status()).isEqualTo(201);
		JsonNode entry = answer.json();
		assertThat(answer.header("Location")).isEqualTo("/api/entries/" + entry.get("id").asLong());
		assertThat(entry.get("author").asString()).isEqualTo("Ann \uD83D\uDE00");
		assertThat(entry.get("message").asString()).isEqualTo("one\ntwo <b>&amp;</b>");
		assertThat(entry.get("version").asInt()).isZero();
		assertThat(entry.get("edited").isNull()).isTrue();
		assertThat(entry.get("own").asBoolean()).isTrue();
		awaitReplica();
		assertThat(this.ann.get(id(answer)).json()).isEqualTo(entry);
		assertThat(this.bob.get(id(answer)).json().get("own").asBoolean()).isFalse();
	}

	/** An answer in chunks would be cut off by the end of its application. */
	@Test
	void answersAreSentWholeWithTheirLength() {
		Answer signed = this.ann.sign("Ann", "whole");
		awaitReplica();
		assertThat(List.of(signed, this.ann.list(""), this.ann.get(id(signed)), this.ann.get(0), this.ann.sign("", "")))
			.allSatisfy((answer) -> {
				assertThat(answer.header("Content-Length"))
					.isEqualTo(String.valueOf(answer.body().getBytes(StandardCharsets.UTF_8).length));
				assertThat(answer.headers().firstValue("Transfer-Encoding")).isEmpty();
			});
	}

	@Test
	void longestTextsAreKeptWhole() {
		String author = "\uD83D\uDE00".repeat(80);
		String message = "\uD83C\uDDEA".repeat(2000);
		Answer answer = this.ann.sign(author, message);
		assertThat(answer.status()).isEqualTo(201);
		awaitReplica();
		JsonNode entry = this.ann.get(id(answer)).json();
		assertThat(entry.get("author").asString()).isEqualTo(author);
		assertThat(entry.get("message").asString()).isEqualTo(message);
	}

	@Test
	void pagesLeadThroughAllEntriesNewestFirst() {
		List<Long> signed = new ArrayList<>();
		for (int number = 0; number < 7; number++) {
			signed.add(0, id(this.ann.sign("Ann", "entry " + number)));
		}
		awaitReplica();
		List<Long> read = new ArrayList<>();
		String query = "?limit=3";
		while (read.size() < 7) {
			JsonNode page = this.ann.list(query).json();
			page.get("entries").forEach((entry) -> read.add(entry.get("id").asLong()));
			query = "?limit=3&before=" + page.get("next").asLong();
		}
		assertThat(read.subList(0, 7)).isEqualTo(signed);
	}

	@Test
	void lastPageHasNoNext() {
		long first = id(this.ann.sign("Ann", "somewhere in the list"));
		awaitReplica();
		JsonNode page = this.ann.list("?limit=1&before=" + (first + 1)).json();
		assertThat(page.get("entries").get(0).get("id").asLong()).isEqualTo(first);
		JsonNode beyond = this.ann.list("?before=1").json();
		assertThat(beyond.get("entries")).isEmpty();
		assertThat(beyond.get("next").isNull()).isTrue();
	}

	@Test
	void onlyTheAuthorEditsAndRemoves() {
		JsonNode entry = this.ann.sign("Ann", "mine").json();
		long id = entry.get("id").asLong();
		assertThat(this.bob.edit(entry, "Bob's").status()).isEqualTo(403);
		assertThat(this.bob.remove(id).status()).isEqualTo(403);
		JsonNode edited = this.ann.edit(entry, "still mine").json();
		assertThat(edited.get("message").asString()).isEqualTo("still mine");
		assertThat(edited.get("version").asInt()).isEqualTo(1);
		assertThat(edited.get("edited").asString()).isGreaterThanOrEqualTo(edited.get("created").asString());
		assertThat(this.ann.remove(id).status()).isEqualTo(204);
		assertThat(this.ann.remove(id).status()).isEqualTo(404);
		assertThat(this.ann.edit(edited, "too late").status()).isEqualTo(404);
		awaitReplica();
		assertThat(this.ann.get(id).status()).isEqualTo(404);
	}

	@Test
	void staleVersionIsRefusedAndRepeatedEditIsNot() {
		JsonNode entry = this.ann.sign("Ann", "first").json();
		assertThat(this.ann.edit(entry, "second").status()).isEqualTo(200);
		Answer repeated = this.ann.edit(entry, "second");
		assertThat(repeated.status()).isEqualTo(200);
		assertThat(repeated.json().get("version").asInt()).isEqualTo(1);
		Answer stale = this.ann.edit(entry, "third");
		assertThat(stale.status()).isEqualTo(409);
		assertThat(stale.json().get("detail").asString()).isEqualTo("version must be the current one, 1, not 0");
	}

	@Test
	void sameKeyAndBodySignOnce() {
		String key = UUID.randomUUID().toString();
		Answer first = this.ann.sign("Ann", "once", key);
		Answer again = this.ann.sign("Ann", "once", key);
		assertThat(again.status()).isEqualTo(201);
		assertThat(again.json()).isEqualTo(first.json());
		assertThat(again.header("Location")).isEqualTo(first.header("Location"));
		Answer other = this.ann.sign("Ann", "twice", key);
		assertThat(other.status()).isEqualTo(422);
		assertThat(other.json().get("errors").get(0).get("field").asString()).isEqualTo("Idempotency-Key");
	}

	@Test
	void removedEntryIsNotBroughtBackByALateRetry() {
		String key = UUID.randomUUID().toString();
		long id = id(this.ann.sign("Ann", "gone", key));
		this.ann.remove(id);
		assertThat(this.ann.sign("Ann", "gone", key).status()).isEqualTo(410);
	}

	@Test
	void manyAtOnceWithOneKeySignOnce() throws Exception {
		String key = UUID.randomUUID().toString();
		Set<Long> ids = new HashSet<>();
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<Answer>> answers = new ArrayList<>();
			for (int request = 0; request < 40; request++) {
				answers.add(threads.submit(() -> this.ann.sign("Ann", "at once", key)));
			}
			for (Future<Answer> answer : answers) {
				assertThat(answer.get().status()).isEqualTo(201);
				ids.add(id(answer.get()));
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(ids).hasSize(1);
		Long rows = this.databases.primary()
			.admin()
			.sql("SELECT COUNT(*) FROM guestbook.entry WHERE message = 'at once'")
			.query(Long.class)
			.single();
		assertThat(rows).isEqualTo(1);
	}

	@Test
	void oldKeysAreForgottenHoweverMany() {
		JdbcClient primary = this.databases.primary().admin();
		String old = "FROM guestbook.idempotency_key WHERE created < '2001-01-01'";
		primary.sql("""
				INSERT INTO guestbook.idempotency_key (id, digest, entry_id, created)
				WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 900)
				SELECT CONCAT('old-', a.i, '-', b.i), '', 0, '2000-01-01' FROM n a JOIN n b ON b.i <= 3""").update();
		assertThat(primary.sql("SELECT COUNT(*) " + old).query(Integer.class).single()).isEqualTo(2700);
		String key = UUID.randomUUID().toString();
		Answer recent = this.ann.sign("Ann", "recent", key);
		this.housekeeping.forgetKeys();
		assertThat(primary.sql("SELECT COUNT(*) " + old).query(Integer.class).single()).isZero();
		assertThat(id(this.ann.sign("Ann", "recent", key))).isEqualTo(id(recent));
	}

	private void awaitReplica() {
		this.databases.replica().awaitCaughtUp(Duration.ofSeconds(10));
	}

	private static long id(Answer answer) {
		return answer.json().get("id").asLong();
	}

}
