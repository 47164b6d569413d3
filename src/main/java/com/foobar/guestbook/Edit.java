package com.foobar.guestbook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What an author changes their entry to.
 *
 * @param author the new name, normalised as in a {@link Signature}
 * @param message the new message, likewise
 * @param version the version that was changed, which must still be the current one
 */
record Edit(@PlainText(max = Signature.MAX_AUTHOR) String author,
		@PlainText(max = Signature.MAX_MESSAGE, multiline = true) String message,
		@NotNull(message = "is missing") @Min(value = 0, message = Edit.VERSION) @Max(value = Integer.MAX_VALUE,
				message = Edit.VERSION) Long version) {

	private static final String VERSION = "must be 0 to 2147483647";

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
