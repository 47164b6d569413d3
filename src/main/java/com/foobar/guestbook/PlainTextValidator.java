package com.foobar.guestbook;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import org.jspecify.annotations.Nullable;

/** Checks {@link PlainText}. Immutable once initialised. */
public final class PlainTextValidator implements ConstraintValidator<PlainText, String> {

	private int max;

	private boolean multiline;

	@Override
	public void initialize(PlainText constraint) {
		this.max = constraint.max();
		this.multiline = constraint.multiline();
	}

	@Override
	public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
		String fault = findFault(text);
		if (fault == null) {
			return true;
		}
		context.disableDefaultConstraintViolation();
		context.buildConstraintViolationWithTemplate(fault).addConstraintViolation();
		return false;
	}

	private @Nullable String findFault(@Nullable String text) {
		if (text == null) {
			return "is missing";
		}
		int length = text.codePointCount(0, text.length());
		if (length < 1 || length > this.max) {
			return "must be 1 to %d characters, not %d".formatted(this.max, length);
		}
		return text.codePoints().allMatch(this::isPlain) ? null
				: "must not hold control characters or half a surrogate pair";
	}

	private boolean isPlain(int character) {
		if (character == '\n' || character == '\t') {
			return this.multiline;
		}
		return !Character.isISOControl(character) && Character.getType(character) != Character.SURROGATE;
	}

}
