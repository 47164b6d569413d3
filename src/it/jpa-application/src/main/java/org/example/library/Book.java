package org.example.library;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** A book of the library. */
@Entity
class Book {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private Integer id;

	private String title;

	protected Book() {
	}

	Book(String title) {
		this.title = title;
	}

	Integer getId() {
		return this.id;
	}

	String getTitle() {
		return this.title;
	}

}
