package org.example.library;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The library over HTTP: each request has one session, the view's, for its transactions. */
@RestController
class LibraryController {

	private final Library library;

	LibraryController(Library library) {
		this.library = library;
	}

	@GetMapping("/books")
	String count() {
		return this.library.count();
	}

	@PostMapping("/books")
	String add() {
		return this.library.add("Emma");
	}

	/** Reads, writes and reads again. */
	@PostMapping("/books/between-counts")
	String addBetweenCounts() {
		return this.library.count() + ", " + this.library.add("Emma") + ", " + this.library.count();
	}

}
