package com.foobar.guestbook;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An entry as one visitor sees it. Immutable.
 *
 * @param id its number; later entries have larger ones
 * @param author who signed
 * @param message what they said
 * @param created when, to the millisecond
 * @param edited when it was last changed, or {@code null} if it never was
 * @param version how often it was changed
 * @param own whether the visitor who looks may edit and remove it
 */
record Entry(long id, String author, String message, Instant created, @Nullable Instant edited, int version,
		boolean own) {

}
