package com.foobar.consistency;

import java.time.Duration;

import com.foobar.consistency.Consistency.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ConsistencyTests {

	@ParameterizedTest
	@ValueSource(strings = { "eventual", "session", "strong", "bounded:2s", "bounded:1500ms", "bounded:3600s" })
	void textIsReadAndPrinted(String text) {
		assertThat(Consistency.of(text)).hasToString(text);
	}

	@Test
	void textMayBeOfEitherCaseAndTheLagOfAnyUnit() {
		assertThat(Consistency.of(" Strong ")).isEqualTo(Consistency.STRONG);
		assertThat(Consistency.of("BOUNDED:PT1M")).isEqualTo(Consistency.bounded(Duration.ofMinutes(1)));
		assertThat(Consistency.of("bounded:1m")).hasToString("bounded:60s");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			""            | Unknown consistency ''
			sesion        | Unknown consistency 'sesion': expected eventual, bounded:<lag>, session or strong
			bounded       | Unknown consistency 'bounded'
			bounded:      | 'bounded:' needs a maximum lag from 1s to 1h
			bounded:soon  | 'bounded:soon' needs a maximum lag from 1s to 1h
			bounded:999ms | from 1s to 1h, not PT0.999S
			bounded:61m   | from 1s to 1h, not PT1H1M
			bounded:-2s   | from 1s to 1h, not PT-2S
			strong:2s     | Unknown consistency 'strong:2s'
			""")
	void otherTextIsRefused(String text, String message) {
		assertThatIllegalArgumentException().isThrownBy(() -> Consistency.of(text)).withMessageContaining(message);
	}

	@Test
	void onlyBoundedHasALag() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Consistency(Mode.STRONG, Duration.ofSeconds(2)))
			.withMessage("Consistency 'strong' has no maximum lag, but was given PT2S");
		assertThatIllegalArgumentException().isThrownBy(() -> new Consistency(Mode.BOUNDED, null))
			.withMessageContaining("from 1s to 1h");
	}

}
