package com.foobar.position;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MariaDbPositionTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "0-1-5 | 0-1-5", "10-1-1,9-2-3,0-1-7 | 0-1-7,9-2-3,10-1-1", "00-01-05 | 0-1-5",
					"4294967295-4294967295-9223372036854775807 | 4294967295-4294967295-9223372036854775807",
					"\"0-1-5,\n1-1-3\" | 0-1-5,1-1-3", "\" 0 - 1 - 5\t, 1-1-3\r\n\" | 0-1-5,1-1-3",
					"0-1-0,1-1-3 | 1-1-3" })
	void textIsReadAndPrinted(String text, String printed) {
		assertThat(position(text)).hasToString(printed);
		assertThat(position(printed)).isEqualTo(position(text)).hasSameHashCodeAs(position(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", "0-1-0" })
	void textWithoutTransactionIsEmpty(String text) {
		assertThat(position(text)).isEqualTo(MariaDbPosition.EMPTY).hasToString("");
		assertThat(position(text).isEmpty()).isTrue();
		assertThat(position(text).size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { ",", "0-1-5,", ",0-1-5", "0-1-5,,1-1-1", "0-1", "0-1-", "0-1-5-6", "-1-1-5", "0-1--5",
			"0-1-+5", "4294967296-1-5", "0-4294967296-5", "0-1-9223372036854775808", "0-1-18446744073709551615",
			"0-1-99999999999999999999", "0-1-5,0-1-6", "0-1-5,0-2-5", "0-1-0,0-1-5", "a-1-1", "0-1-5;", "0-1-5 1-1-1",
			"0_1_5", "0-1-\u0665", "3e11fa47-71ca-11e1-9e33-c80aa9429562:1" })
	void malformedTextIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> position(text))
			.withMessageMatching("Malformed MariaDB position '[ -~]+' at character \\d+: [ -~]+");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "4294967296-1-5 | 1 | expected a domain from 0 to 4294967295",
					"0-x-5 | 3 | expected a server from 0 to 4294967295",
					"0-1-x | 5 | expected a sequence number from 0 to 9223372036854775807", "0-1 | 4 | expected '-'",
					"0-1-5;1-1-1 | 6 | expected ',' or the end", "0-1-5,0-2-6 | 7 | a domain occurs once" })
	void messageNamesTextPlaceAndRule(String text, int place, String rule) {
		assertThatIllegalArgumentException().isThrownBy(() -> position(text))
			.withMessage("Malformed MariaDB position '%s' at character %d: %s", text, place, rule);
	}

	@Test
	void numberOfDomainsIsBounded() {
		String most = IntStream.range(0, Position.MAX_ELEMENTS)
			.mapToObj("%d-1-1"::formatted)
			.collect(Collectors.joining(","));
		assertThat(position(most).size()).isEqualTo(Position.MAX_ELEMENTS);
		assertThatIllegalArgumentException().isThrownBy(() -> position(most + ",1000000-1-1"))
			.withMessageEndingWith("more than 250000 elements");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0-1-5", "0-1-4", "0-2-5", "2-1-3", "0-9-1,2-9-1", "9-1-9", "" })
	void positionContainsWhatIsNotBeyondItInAnyDomain(String other) {
		assertThat(position("0-1-5,2-1-3,9-1-9").contains(position(other))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0-1-6", "0-1-5,2-1-4", "1-1-1", "3-1-1", "10-1-1" })
	void positionContainsNothingBeyondIt(String other) {
		assertThat(position("0-1-5,2-1-3,9-1-9").contains(position(other))).isFalse();
	}

	@Test
	void plusIsTheLaterOfEachDomain() {
		assertThat(position("0-1-5,2-1-3").plus(position("0-2-6,1-1-1,2-2-2"))).hasToString("0-2-6,1-1-1,2-1-3");
	}

	@Test
	void plusKeepsTheServerOfTheSameNumber() {
		assertThat(position("0-1-5").plus(position("0-2-5"))).hasToString("0-1-5");
		assertThat(position("0-1-5").plus(position("0-2-5,1-1-1"))).hasToString("0-1-5,1-1-1");
	}

	@Test
	void minusIsWhatLiesBeyond() {
		assertThat(position("0-1-5,1-1-1,2-1-3").minus(position("0-1-4,2-2-3"))).hasToString("0-1-5,1-1-1");
		assertThat(position("0-1-5").minus(position("0-2-5"))).isEqualTo(MariaDbPosition.EMPTY);
	}

	@Test
	void sizeAndLeadCountSequenceNumbers() {
		assertThat(position("0-1-5,1-1-3").size()).isEqualTo(8);
		assertThat(position("0-1-5,1-1-3").leadOver(position("0-2-4,1-1-9"))).isOne();
		assertThat(position("0-1-9223372036854775807,1-1-1").size()).isEqualTo(Long.MAX_VALUE);
		assertThat(MariaDbPosition.EMPTY.leadOver(position("0-1-5"))).isZero();
	}

	@Test
	void positionsOfOtherServersDiffer() {
		assertThat(position("0-1-5")).isNotEqualTo(position("0-2-5")).isNotEqualTo("0-1-5");
	}

	@Test
	void randomPositionsObeyTheModel() {
		for (long seed = 0; seed < 5000; seed++) {
			Random random = new Random(seed);
			SortedMap<Long, Long> a = model(random);
			SortedMap<Long, Long> b = model(random);
			SortedMap<Long, Long> later = new TreeMap<>(a);
			b.forEach((domain, sequence) -> later.merge(domain, sequence, Math::max));
			SortedMap<Long, Long> beyond = new TreeMap<>(a);
			beyond.entrySet().removeIf((entry) -> b.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
			String reason = "seed " + seed;
			assertThat(position(a)).as(reason).hasToString(text(a));
			assertThat(position(a).plus(position(b))).as(reason).isEqualTo(position(later));
			assertThat(position(a).through(position(b))).as(reason).isEqualTo(position(later));
			assertThat(position(a).minus(position(b))).as(reason).isEqualTo(position(beyond));
			assertThat(position(a).contains(position(b))).as(reason).isEqualTo(later.equals(a));
			assertThat(position(a).leadOver(position(b)) == 0).as(reason).isEqualTo(later.equals(b));
			assertThat(position(b).plus(position(a).minus(position(b)))).as(reason).isEqualTo(position(later));
		}
	}

	private static SortedMap<Long, Long> model(Random random) {
		SortedMap<Long, Long> sequences = new TreeMap<>();
		for (int i = random.nextInt(5); i > 0; i--) {
			sequences.put((random.nextBoolean() ? 0 : 4_294_967_290L) + random.nextInt(4), 1L + random.nextInt(4));
		}
		return sequences;
	}

	private static String text(SortedMap<Long, Long> model) {
		return model.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "-1-" + entry.getValue())
			.collect(Collectors.joining(","));
	}

	private static MariaDbPosition position(SortedMap<Long, Long> model) {
		return position(text(model));
	}

	private static MariaDbPosition position(String text) {
		return MariaDbPosition.parse(text);
	}

}
