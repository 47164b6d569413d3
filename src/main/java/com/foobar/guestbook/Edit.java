package com.foobar.guestbook;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * What an author changes their entry to.
 *
 * @param author the new name, normalised as in a {@link Signature}
 * @param message the new message, likewise
 * @param version the version that was changed, which must still be the current one
 */
record Edit(@PlainText(max = Signature.MAX_AUTHOR) String author,
		@PlainText(max = Signature.MAX_MESSAGE, multiline = true) String message,
		@NotNull(message = "is missing") @PositiveOrZero(message = "must not be negative") Integer version) {

	Edit {
		author = Signature.normalize(author);
		message = Signature.normalize(message);
	}

	/**
	 * Whether an entry is what this edit has already made of it, as a repeated request
	 * finds it.
	 */
	boolean isDone(Entry entry) {
		return entry.version() == this.version + 1 && entry.author().equals(this.author)
				&& entry.message().equals(this.message);
	}

}
