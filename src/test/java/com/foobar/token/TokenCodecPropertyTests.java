package com.foobar.token;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import com.foobar.token.TokenReading.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link TokenCodec} on random tokens and garbage. A failure names the seed that
 * repeats it.
 */
class TokenCodecPropertyTests {

	private static final Set<Verdict> REFUSALS = EnumSet.of(Verdict.MALFORMED, Verdict.FORGED);

	private final TokenCodec codec = TestCodecs.codecOfLength(4000);

	@Test
	void everyTokenIsReadAsItWasWritten() {
		forEachSeed(3000, (random) -> {
			ConsistencyToken token = random.token();
			TokenReading reading = this.codec.decode(this.codec.encode(token));
			assertThat(reading.verdict()).isEqualTo(Verdict.VALID);
			assertThat(reading.token().position().contains(token.position())).isTrue();
			assertThat(reading.token().position()).hasToString(token.position().toString());
			assertThat(reading.token().node()).isEqualTo(token.node());
			assertThat(reading.token().ageing()).isFalse();
		});
	}

	@Test
	void everyFlippedBitIsNoticed() {
		forEachSeed(30, (random) -> {
			byte[] bytes = Base64.getUrlDecoder().decode(this.codec.encode(random.token()));
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
			String text = this.codec.encode(random.token());
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
			String text = this.codec.encode(random.token());
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
	void signedGarbageIsReadOrMalformed() {
		TokenSigner signer = new TokenSigner(List.of(TestCodecs.KEY));
		byte[] head = Base64.getUrlDecoder().decode(this.codec.encode(ConsistencyToken.NONE));
		forEachSeed(10_000, (random) -> {
			byte[] tail = random.bytes(100);
			byte[] content = ByteBuffer.allocate(8 + tail.length).put(head, 0, 8).put(tail).array();
			content[0] = (byte) (1 << 4 | random.bits(4));
			TokenReading reading = this.codec
				.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(signer.sign(content)));
			assertThat(reading.verdict()).isIn(Verdict.VALID, Verdict.MALFORMED);
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
