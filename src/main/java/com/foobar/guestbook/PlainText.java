package com.foobar.guestbook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;

/**
 * A text of 1 to {@link #max()} characters that a database can hold and a page can show
 * as they are: no control characters and no half of a surrogate pair. Characters are
 * Unicode code points, as the database counts them.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = PlainTextValidator.class)
@interface PlainText {

	/**
	 * How many characters there may be.
	 * @return the largest length
	 */
	int max();

	/**
	 * Whether line breaks and tabs are part of it.
	 * @return {@code true} for a text of several lines
	 */
	boolean multiline() default false;

	/**
	 * Unused: the validator says what is wrong.
	 * @return the default message
	 */
	String message() default "must be plain text";

	/**
	 * Unused.
	 * @return the validation groups
	 */
	Class<?>[] groups() default {};

	/**
	 * Unused.
	 * @return the payload
	 */
	Class<? extends Payload>[] payload() default {};

}
