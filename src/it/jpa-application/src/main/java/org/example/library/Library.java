package org.example.library;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is done in the library, each a transaction. */
@Service
class Library {

	private final Books books;

	private final Staff staff;

	Library(Books books, Staff staff) {
		this.books = books;
		this.staff = staff;
	}

	/** Adds a book, and tells on which node. */
	@Transactional
	public String add(String title) {
		this.books.save(new Book(title));
		return this.books.node();
	}

	/** How many books there are, and the node that counted them. */
	@Transactional(readOnly = true)
	public String count() {
		return this.books.count() + " on " + this.books.node();
	}

	/** A mistake: adds within a read-only transaction. */
	@Transactional(readOnly = true)
	public void addWhileReading() {
		this.books.save(new Book("none"));
	}

	/** A mistake: updates within a read-only transaction. */
	@Transactional(readOnly = true)
	public void updateWhileReading() {
		this.books.retitle("none");
	}

	/** Adds a book and has its connection cut before its last statement. */
	@Transactional
	public void addAndBeCutBeforeTheEnd() {
		addAndBeCut();
		this.books.count();
	}

	/** Adds a book and has its connection cut before it commits. */
	@Transactional
	public void addAndBeCut() {
		this.books.saveAndFlush(new Book("none"));
		this.staff.cut(this.books.connection());
	}

}
