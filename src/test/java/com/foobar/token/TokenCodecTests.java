package com.foobar.token;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import com.foobar.position.Position;
import com.foobar.token.TokenReading.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TokenCodecTests {

	private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	private static final String OTHER_KEY = "another key of at least 32 characters";

	private static final ConsistencyToken TOKEN = ConsistencyToken.of(Position.parse(UUID + ":1-12345678"));

	private final TokenCodec codec = TestCodecs.codec();

	@Test
	void tokenIsReadByEveryInstance() {
		TokenReading reading = TestCodecs.codec().decode(this.codec.encode(TOKEN));
		assertThat(reading).isEqualTo(new TokenReading(Verdict.VALID, TOKEN));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", UUID + ":1", UUID + ":1-9223372036854775806", UUID + ":9223372036854775806",
			UUID + ":1-5:7:9-11:tag_1:3:other:1-2,ffffffff-ffff-ffff-ffff-ffffffffffff:x:1", "0-1-5",
			"0-4294967295-9223372036854775807,4294967295-0-1" })
	void everyPositionIsReadAsItWasWritten(String position) {
		ConsistencyToken token = ConsistencyToken.of(Position.parse(position));
		assertThat(this.codec.decode(this.codec.encode(token)).token()).isEqualTo(token);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			                                             | 32
			UUID:1-12345678                              | 62
			UUID:1-20000000000                           | 63
			UUID:20000000000                             | 63
			UUID:1-9223372036854775806                   | 68
			UUID:12345678-12349999                       | 63
			UUID:1-5:7:9-11:20                           | 66
			0-1-12345678                                 | 40
			0-1-12345678,1-2-99                          | 44
			""")
	void tokenIsShort(String position, int length) {
		String text = (position != null) ? position.replace("UUID", UUID) : "";
		assertThat(this.codec.encode(ConsistencyToken.of(Position.parse(text)))).hasSize(length)
			.matches("[A-Za-z0-9_-]*");
	}

	@Test
	void formOfATokenStaysTheSame() {
		assertThat(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(this.codec.encode(TOKEN)))).startsWith("12")
			.contains("6a450140" + "04" + UUID.replace("-", "") + "00" + "cdc2f105");
	}

	@ParameterizedTest
	@CsvSource({ "db2, 67", "*, 64", "db1.eu-1.example.com, 90", "d, 64" })
	void nodeIsReadAsItWasWritten(String node, int length) {
		ConsistencyToken token = TOKEN.plus(ConsistencyToken.NONE.readFrom(node));
		String text = this.codec.encode(token);
		assertThat(text).hasSize(length);
		assertThat(this.codec.decode(text)).isEqualTo(new TokenReading(Verdict.VALID, token));
	}

	@Test
	void nodeNeedsNoPosition() {
		ConsistencyToken token = ConsistencyToken.NONE.readFrom("db2");
		assertThat(this.codec.encode(token)).hasSize(38);
		assertThat(this.codec.decode(this.codec.encode(token)).token()).isEqualTo(token);
	}

	@Test
	void formOfANodeStaysTheSame() {
		String text = this.codec.encode(TOKEN.plus(ConsistencyToken.NONE.readFrom("db2")));
		assertThat(HexFormat.of().formatHex(Base64.getUrlDecoder().decode(text))).startsWith("1a")
			.contains("6a450140" + "03646232" + "04" + UUID.replace("-", ""));
	}

	@ParameterizedTest
	@CsvSource({ "0, db2, false", "60, db2, false", "61, db2, true", "180, db2, true", "181, , false" })
	void nodeAgesAndIsForgotten(long age, String node, boolean ageing) {
		String text = this.codec.encode(TOKEN.plus(ConsistencyToken.NONE.readFrom("db2")));
		TokenReading reading = TestCodecs.codecAt(TestCodecs.NOW.plusSeconds(age)).decode(text);
		assertThat(reading.token()).isEqualTo(new ConsistencyToken(TOKEN.position(), null, node, ageing));
	}

	@Test
	void nodeAgesAtOnceWhereTokensLastNoLongerThanPins() {
		TokenCodec issuer = TestCodecs.codecOfLife(Duration.ofMinutes(2), TestCodecs.NOW);
		String text = issuer.encode(ConsistencyToken.NONE.readFrom("db2"));
		assertThat(issuer.decode(text).token().ageing()).isFalse();
		TokenReading reading = TestCodecs.codecOfLife(Duration.ofMinutes(2), TestCodecs.NOW.plusSeconds(1))
			.decode(text);
		assertThat(reading.token().ageing()).isTrue();
	}

	@Test
	void nodeOfALaterClockIsFresh() {
		String text = TestCodecs.codecAt(TestCodecs.NOW.plusSeconds(5)).encode(ConsistencyToken.NONE.readFrom("db2"));
		assertThat(this.codec.decode(text).token()).isEqualTo(ConsistencyToken.NONE.readFrom("db2"));
	}

	@Test
	void nodeThatDoesNotFitPinsToThePrimaryInstead() {
		TokenCodec small = TestCodecs.codecOfLength(64);
		String text = small.encode(TOKEN.plus(ConsistencyToken.NONE.readFrom("db2")));
		assertThat(small.decode(text).token().pinnedUntil())
			.isAfterOrEqualTo(TestCodecs.NOW.plus(Duration.ofMinutes(2)));
	}

	@Test
	void pinIsNeverShorterThanItWas() {
		Instant until = TestCodecs.NOW.plusMillis(1500);
		ConsistencyToken pinned = new ConsistencyToken(TOKEN.position(), until, null, false);
		TokenReading reading = this.codec.decode(this.codec.encode(pinned));
		assertThat(reading.token().position()).isEqualTo(TOKEN.position());
		assertThat(reading.token().pinnedUntil()).isBetween(until, until.plusSeconds(2));
	}

	@Test
	void pinThatIsOverIsLeftOut() {
		ConsistencyToken pinned = new ConsistencyToken(TOKEN.position(), TestCodecs.NOW, null, false);
		assertThat(this.codec.decode(this.codec.encode(pinned)).token()).isEqualTo(TOKEN);
	}

	@Test
	void pinForEverIsALongOne() {
		TokenReading reading = this.codec.decode(this.codec.encode(ConsistencyToken.pinned(Instant.MAX)));
		assertThat(reading.token().pinnedUntil()).isAfter(TestCodecs.NOW.plus(Duration.ofDays(10_000)));
	}

	@Test
	void positionThatDoesNotFitPinsToThePrimaryInstead() {
		String scattered = LongStream.range(0, 10_000)
			.mapToObj((number) -> String.valueOf(1 + 3 * number))
			.collect(Collectors.joining(":", UUID + ":", ""));
		String text = this.codec.encode(ConsistencyToken.of(Position.parse(scattered)));
		TokenReading reading = this.codec.decode(text);
		assertThat(text).hasSizeLessThan(64);
		assertThat(reading.verdict()).isEqualTo(Verdict.VALID);
		assertThat(reading.token().position().isEmpty()).isTrue();
		assertThat(reading.token().pinnedUntil()).isAfterOrEqualTo(TestCodecs.NOW.plus(Duration.ofMinutes(2)));
	}

	@Test
	void pinThatIsLongerAlreadyIsKept() {
		Instant until = TestCodecs.NOW.plus(Duration.ofMinutes(4));
		TokenCodec small = TestCodecs.codecOfLength(64);
		ConsistencyToken token = new ConsistencyToken(Position.parse(UUID + ":1:3:5:7:9"), until, "db2", false);
		assertThat(small.decode(small.encode(token)).token().pinnedUntil()).isAfterOrEqualTo(until);
	}

	@ParameterizedTest
	@CsvSource({ "-7, FUTURE", "-5, VALID", "0, VALID", "300, VALID", "302, EXPIRED", "100000000, EXPIRED" })
	void tokenIsGoodForItsTime(long age, Verdict verdict) {
		String text = this.codec.encode(TOKEN);
		TokenReading reading = TestCodecs.codecAt(TestCodecs.NOW.plusSeconds(age)).decode(text);
		assertThat(reading.verdict()).isEqualTo(verdict);
		assertThat(reading.token()).isEqualTo((verdict != Verdict.VALID) ? ConsistencyToken.NONE : TOKEN);
	}

	@Test
	void tokenOfAnotherClusterIsForeign() {
		String text = TestCodecs.codec("other", TestCodecs.KEY).encode(TOKEN);
		assertThat(this.codec.decode(text)).isEqualTo(TokenReading.ignored(Verdict.FOREIGN));
	}

	@Test
	void tokenOfAnotherKeyIsForged() {
		String text = TestCodecs.codec("main", OTHER_KEY).encode(TOKEN);
		assertThat(this.codec.decode(text)).isEqualTo(TokenReading.ignored(Verdict.FORGED));
	}

	@Test
	void keysAreChangedWithoutLosingATokenOnTheWay() {
		List<TokenCodec> steps = List.of(this.codec, TestCodecs.codec("main", TestCodecs.KEY, OTHER_KEY),
				TestCodecs.codec("main", OTHER_KEY, TestCodecs.KEY), TestCodecs.codec("main", OTHER_KEY));
		for (int i = 1; i < steps.size(); i++) {
			assertThat(steps.get(i).decode(steps.get(i - 1).encode(TOKEN)).verdict()).isEqualTo(Verdict.VALID);
			assertThat(steps.get(i - 1).decode(steps.get(i).encode(TOKEN)).verdict()).isEqualTo(Verdict.VALID);
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", textBlock = """
			null, ABSENT
			'', ABSENT
			' ', MALFORMED
			A, MALFORMED
			üü, MALFORMED
			'%%%', MALFORMED
			====, MALFORMED
			AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, MALFORMED
			AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, FORGED
			3e11fa47-71ca-11e1-9e33-c80aa9429562:1, MALFORMED
			""")
	void garbageIsIgnored(String text, Verdict verdict) {
		assertThat(this.codec.decode(text)).isEqualTo(TokenReading.ignored(verdict));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			22, 04, form of another version
			16, 04, kind of no position
			10, 04, position where there is none
			12, '', kind without a position
			12, 04, source that is not complete
			12, 05ff, same UUID as none before
			12, 06ffffffffffffffffffffffffffffffffff00, tag longer than the rest
			12, ffffffffffffffffffffff, number of more than 63 bits
			13, ffffff, pin that is not complete
			1a, '', node without a name
			1a, 00, node without a letter
			1a, 04646232, name that is not complete
			1a, 0364625f, name that is none
			1a, 0364e432, name that is not ASCII
			1a, ff6462, name longer than the rest
			1a, 0364623204, node and half a position
			14, 0001, domain that is not complete
			14, 000000, domain without a transaction
			14, ffffffffffffffff7f0001, domain out of bounds
			12, 0400000000000000000000000000000000feffffffffffffff7f00, number out of bounds
			12, 0800000000000000000000000000000000fdffffffffffffff7f000000, number beyond all
			""")
	void signedContentThatMakesNoSenseIsMalformed(String version, String position) {
		byte[] head = Base64.getUrlDecoder().decode(this.codec.encode(TOKEN));
		byte[] tail = HexFormat.of().parseHex(position);
		byte[] content = ByteBuffer.allocate(8 + tail.length).put(head, 0, 8).put(tail).array();
		content[0] = HexFormat.of().parseHex(version)[0];
		byte[] signed = new TokenSigner(List.of(TestCodecs.KEY)).sign(content);
		assertThat(this.codec.decode(Base64.getUrlEncoder().withoutPadding().encodeToString(signed)))
			.isEqualTo(TokenReading.ignored(Verdict.MALFORMED));
	}

}
