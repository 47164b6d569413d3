package com.foobar.problem;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A refusal that the visitor is to understand: it becomes a problem detail with the given
 * status and sentence.
 */
public final class ProblemException extends ErrorResponseException {

	private static final long serialVersionUID = 1L;

	/**
	 * A refusal of the request as a whole.
	 * @param status the answer's status
	 * @param detail one sentence that says what is wrong and what would be right
	 */
	public ProblemException(HttpStatus status, String detail) {
		super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
	}

	/**
	 * A refusal because of one field, parameter or header.
	 * @param status the answer's status
	 * @param field the name of what offends
	 * @param message what it must be, without naming it again
	 */
	public ProblemException(HttpStatus status, String field, String message) {
		this(status, field + " " + message);
		getBody().setProperty(FieldError.PROPERTY, List.of(new FieldError(field, message)));
	}

}
