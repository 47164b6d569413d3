package com.foobar.visitor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class VisitorPropertiesTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withUserConfiguration(VisitorConfiguration.class);

	@ParameterizedTest
	@ValueSource(ints = { 1, 31, 1025 })
	void keyOfTheWrongLengthIsRefusedWithoutBeingPrinted(int length) {
		this.application.withPropertyValues("guestbook.visitor-key=" + "k".repeat(length))
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.hasMessage("'guestbook.visitor-key' must have 32 to 1024 characters, not " + length));
	}

	@Test
	void missingKeyIsRefused() {
		this.application.run((context) -> assertThat(context).hasFailed()
			.getFailure()
			.rootCause()
			.hasMessage("'guestbook.visitor-key' must have 32 to 1024 characters, not 0"));
	}

	@Test
	void keyIsNotPrinted() {
		assertThat(new VisitorProperties("k".repeat(32)).toString()).doesNotContain("kk");
	}

}
