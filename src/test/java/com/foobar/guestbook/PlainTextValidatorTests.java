package com.foobar.guestbook;

import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextValidatorTests {

	private static final String EMOJI = "\uD83D\uDE00";

	private final Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

	@Test
	void charactersAreCodePoints() {
		assertThat(faults(new Signature(EMOJI.repeat(80), EMOJI.repeat(2000)))).isEmpty();
		assertThat(faults(new Signature(EMOJI.repeat(81), EMOJI.repeat(2001)))).containsExactlyInAnyOrder(
				"author must be 1 to 80 characters, not 81", "message must be 1 to 2000 characters, not 2001");
	}

	@Test
	void surroundingWhiteSpaceDoesNotCount() {
		assertThat(faults(new Signature(" \t" + "a".repeat(80) + "\n", "\u2003m\r\n"))).isEmpty();
		assertThat(faults(new Signature(" \n", "m"))).containsExactly("author must be 1 to 80 characters, not 0");
	}

	@Test
	void lineBreaksBelongIntoMessagesOnly() {
		assertThat(new Signature("a", "one\r\ntwo\rthree").message()).isEqualTo("one\ntwo\nthree");
		assertThat(faults(new Signature("a", "one\n\ttwo"))).isEmpty();
		assertThat(faults(new Signature("a\nb", "m"))).hasSize(1);
	}

	@Test
	void textThatCannotBeKeptIsRefused() {
		for (String text : List.of("\u0000", "\u001b[0m", "\u0085x", "x\ud800", "\udc00x")) {
			assertThat(faults(new Signature("a", text))).as(text)
				.containsExactly("message must not hold control characters or half a surrogate pair");
		}
	}

	private List<String> faults(Signature signature) {
		return this.validator.validate(signature).stream().map(PlainTextValidatorTests::describe).toList();
	}

	private static String describe(ConstraintViolation<Signature> violation) {
		return violation.getPropertyPath() + " " + violation.getMessage();
	}

}
