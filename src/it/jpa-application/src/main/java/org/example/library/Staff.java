package org.example.library;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Those who pull plugs. */
@Service
class Staff {

	private final Books books;

	Staff(Books books) {
		this.books = books;
	}

	/** Ends a connection on the server, from another one. */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public void cut(long connection) {
		this.books.cut(connection);
	}

}
