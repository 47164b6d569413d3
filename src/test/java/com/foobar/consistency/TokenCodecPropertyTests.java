package com.foobar.consistency;

import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

import com.foobar.consistency.TokenReading.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TokenCodec} on random positions and garbage. A failure names the seed
 * that repeats it.
 */
class TokenCodecPropertyTests {

	private static final Set<Verdict> REFUSALS = EnumSet.of(Verdict.MALFORMED, Verdict.FORGED);

	private final TokenCodec codec = TestSettings.codecOfLength(4000);

	@Test
	void everyPositionIsReadAsItWasWritten() {
		forEachSeed(3000, (random) -> {
			ConsistencyToken token = ConsistencyToken.of(random.position());
			TokenReading reading = this.codec.decode(this.codec.encode(token));
			assertThat(reading.verdict()).isEqualTo(Verdict.VALID);
			assertThat(reading.token().position().contains(token.position())).isTrue();
			assertThat(reading.token().position()).hasToString(token.position().toString());
		});
	}

	@Test
	void everyFlippedBitIsNoticed() {
		forEachSeed(30, (random) -> {
			byte[] bytes = Base64.getUrlDecoder().decode(this.codec.encode(ConsistencyToken.of(random.position())));
			for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
				byte[] flipped = bytes.clone();
				flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
				assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(flipped));
			}
		});
	}

	@Test
	void everyChangedCharacterIsNoticed() {
		forEachSeed(30, (random) -> {
			String text = this.codec.encode(ConsistencyToken.of(random.position()));
			for (int index = 0; index < text.length(); index++) {
				for (char changed : "AQgwB-_=.é".toCharArray()) {
					if (changed != text.charAt(index)) {
						assertRefused(text.substring(0, index) + changed + text.substring(index + 1));
					}
				}
			}
		});
	}

	@Test
	void everyOtherLengthIsNoticed() {
		forEachSeed(100, (random) -> {
			String text = this.codec.encode(ConsistencyToken.of(random.position()));
			for (int length = 1; length < text.length(); length++) {
				assertRefused(text.substring(0, length));
				assertRefused(text.substring(length));
			}
			assertRefused(text + "A");
			assertRefused(text + "=");
			assertRefused(" " + text);
			assertRefused(text + text);
		});
	}

	@Test
	void garbageIsRefused() {
		forEachSeed(3000, (random) -> {
			assertRefused("A" + random.text(3000));
			assertRefused("A" + Base64.getUrlEncoder().withoutPadding().encodeToString(random.bytes(2900)));
		});
	}

	@Test
	@Timeout(10)
	void hugeGarbageTakesNoTime() {
		String huge = "A".repeat(1_000_000);
		for (int i = 0; i < 100_000; i++) {
			assertThat(this.codec.decode(huge).verdict() == Verdict.OVERSIZED).isTrue();
		}
	}

	@Test
	@Timeout(10)
	void longestGarbageTakesLittleTime() {
		String longest = "A".repeat(4000);
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.codec.decode(longest).verdict() == Verdict.FORGED).isTrue();
		}
	}

	private void assertRefused(String text) {
		TokenReading reading = this.codec.decode(text);
		assertThat(reading.verdict()).as(text).isIn(REFUSALS);
		assertThat(reading.token()).isSameAs(ConsistencyToken.NONE);
	}

	private static void forEachSeed(int seeds, Consumer<RandomPositions> property) {
		for (long seed = 0; seed < seeds; seed++) {
			try {
				property.accept(new RandomPositions(seed));
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("With seed " + seed, ex);
			}
		}
	}

}
