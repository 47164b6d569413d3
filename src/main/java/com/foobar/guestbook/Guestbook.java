package com.foobar.guestbook;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import com.foobar.problem.ProblemException;
import com.foobar.transaction.CommitOutcomeUnknownException;
import com.foobar.transaction.TransactionUndoneException;
import com.foobar.visitor.Visitor;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The guestbook: each method is one transaction, read-only where it can be. Safe for use
 * by many threads, on any number of instances.
 */
@Service
class Guestbook {

	private final EntryRepository entries;

	private final IdempotencyKeys keys;

	private final Clock clock;

	Guestbook(EntryRepository entries, IdempotencyKeys keys, Clock clock) {
		this.entries = entries;
		this.keys = keys;
		this.clock = clock;
	}

	@Transactional(readOnly = true)
	Page list(long before, int limit, Visitor visitor) {
		return Page.of(this.entries.findBefore(before, limit + 1, visitor), limit);
	}

	@Transactional(readOnly = true)
	Entry get(long id, Visitor visitor) {
		return this.entries.find(id, visitor).orElseThrow(() -> missing(id));
	}

	@Repeated
	@Transactional
	Entry sign(Signature signature, Visitor visitor) {
		return this.entries.add(signature, now(), visitor);
	}

	/**
	 * Sign with a key that makes sure of a single entry, which is why it may be repeated
	 * even when nobody knows whether it has taken place: the key is there if the entry
	 * is.
	 * @throws DuplicateKeyException if the key has been used; the transaction is undone
	 */
	@Repeated({ TransactionUndoneException.class, CommitOutcomeUnknownException.class })
	@Transactional
	Entry sign(Signature signature, String key, Visitor visitor) {
		Entry entry = sign(signature, visitor);
		this.keys.add(key, signature.digest(), entry.id(), entry.created());
		return entry;
	}

	/**
	 * The entry a key was used for, looked up where it was written. Nothing is done here
	 * that could be done twice.
	 */
	@Repeated({ TransactionUndoneException.class, CommitOutcomeUnknownException.class })
	@Transactional
	Entry getSigned(Signature signature, String key, Visitor visitor) {
		IdempotencyKeys.Use use = this.keys.find(key)
			.orElseThrow(() -> new ProblemException(HttpStatus.GONE, EntryController.IDEMPOTENCY_KEY,
					"was used more than a day ago and has just been forgotten"));
		if (!MessageDigest.isEqual(use.digest(), signature.digest())) {
			throw new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, EntryController.IDEMPOTENCY_KEY,
					"has been used with another body");
		}
		return this.entries.find(use.entryId(), visitor)
			.orElseThrow(() -> new ProblemException(HttpStatus.GONE,
					"Entry %d, signed with this key, has been removed".formatted(use.entryId())));
	}

	@Repeated
	@Transactional
	Entry edit(long id, Edit edit, Visitor visitor) {
		Entry current = getOwn(id, visitor);
		if (edit.isDone(current)) {
			return current;
		}
		if (current.version() != edit.version()) {
			throw new ProblemException(HttpStatus.CONFLICT, "version",
					"must be the current one, %d, not %d".formatted(current.version(), edit.version()));
		}
		Entry edited = new Entry(id, edit.author(), edit.message(), current.created(), now(), current.version() + 1,
				true);
		this.entries.update(edited);
		return edited;
	}

	@Repeated
	@Transactional
	void remove(long id, Visitor visitor) {
		getOwn(id, visitor);
		this.entries.remove(id);
	}

	private Entry getOwn(long id, Visitor visitor) {
		Entry entry = this.entries.findForUpdate(id, visitor).orElseThrow(() -> missing(id));
		if (!entry.own()) {
			throw new ProblemException(HttpStatus.FORBIDDEN,
					"Entry %d can be changed only by the visitor who signed it".formatted(id));
		}
		return entry;
	}

	/**
	 * Forget some of the keys that no retry will come with any more, and say how many.
	 */
	@Transactional
	int forgetKeys() {
		return this.keys.removeBefore(now().minus(IdempotencyKeys.RETENTION));
	}

	private static ProblemException missing(long id) {
		return new ProblemException(HttpStatus.NOT_FOUND, "There is no entry %d".formatted(id));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

}
