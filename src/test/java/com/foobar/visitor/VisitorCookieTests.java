package com.foobar.visitor;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.ResponseCookie;

import static org.assertj.core.api.Assertions.assertThat;

class VisitorCookieTests {

	private final VisitorCookie cookie = new VisitorCookie("a key of at least thirty-two characters");

	private final Visitor visitor = new Visitor(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));

	@Test
	void cookieProvesItsVisitor() {
		assertThat(this.cookie.read(this.cookie.write(this.visitor, false).getValue())).contains(this.visitor);
	}

	@Test
	void cookieOfAnotherKeyProvesNothing() {
		String foreign = new VisitorCookie("another key of thirty-two characters").write(this.visitor, false)
			.getValue();
		assertThat(this.cookie.read(foreign)).isEmpty();
	}

	@Test
	void everyChangedCharacterIsNoticed() {
		String value = this.cookie.write(this.visitor, false).getValue();
		for (int index = 0; index < value.length(); index++) {
			char changed = (value.charAt(index) != 'A') ? 'A' : 'B';
			String forged = value.substring(0, index) + changed + value.substring(index + 1);
			assertThat(this.cookie.read(forged)).as(forged).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "A", "forged", "\u00fc\u00fc", "%%%", "====", "AAAAAAAAAAAAAAAAAAAAAA" })
	void garbageProvesNothing(String value) {
		assertThat(this.cookie.read(value)).isEmpty();
		assertThat(this.cookie.read(value.repeat(10_000))).isEmpty();
	}

	@Test
	void cookieIsKeptFromScriptsAndForeignSites() {
		ResponseCookie written = this.cookie.write(this.visitor, true);
		assertThat(written.isHttpOnly()).isTrue();
		assertThat(written.isSecure()).isTrue();
		assertThat(written.getSameSite()).isEqualTo("Lax");
		assertThat(this.cookie.erase(true).getMaxAge()).isZero();
	}

}
