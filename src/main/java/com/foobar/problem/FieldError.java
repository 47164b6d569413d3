package com.foobar.problem;

/**
 * One offending field, parameter or header; a problem detail lists them as
 * {@code errors}.
 *
 * @param field its name
 * @param message what it must be
 */
record FieldError(String field, String message) {

	static final String PROPERTY = "errors";

}
