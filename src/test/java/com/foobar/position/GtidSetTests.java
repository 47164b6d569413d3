package com.foobar.position;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GtidSetTests {

	private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	private static final String B = "00000000-0000-0000-0000-00000000000b";

	private static final String F = "ffffffff-71ca-11e1-9e33-c80aa9429562";

	@ParameterizedTest
	@CsvSource({ "A:1, A:1", "A:1-5, A:1-5", "A:1-5:7:9-11, A:1-5:7:9-11", "A:5-5, A:5", "A:007, A:7",
			"A:9223372036854775806, A:9223372036854775806", "A:1-9223372036854775806, A:1-9223372036854775806" })
	void intervalsAreReadAndPrinted(String text, String printed) {
		assertThat(set(text)).hasToString(text(printed));
	}

	@ParameterizedTest
	@CsvSource({ "A:1-3:4-6, A:1-6", "A:4-6:1-3, A:1-6", "A:1-5:3-9, A:1-9", "A:1-9:3-4, A:1-9", "A:9:1:5:1, A:1:5:9",
			"A:1-3:5-7:2-5, A:1-7", "A:1-2:4-5:7-8:3:6, A:1-8", "A:20:1-9:2-4:11-12:10, A:1-12:20" })
	void intervalsAreSortedAndMerged(String text, String printed) {
		assertThat(set(text)).hasToString(text(printed));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "F:1,A:1,B:1 | B:1,A:1,F:1", "A:1,B:1,A:2 | B:1,A:1-2", "A:5,A:1-3,A:4 | A:1-5" })
	void sourcesAreSortedByBytesAndMerged(String text, String printed) {
		assertThat(set(text)).hasToString(text(printed));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "A:1-19:tag:1 | A:1-19:tag:1", "A:tag:7 | A:tag:7", "A:tag:1,A:2 | A:2:tag:1",
					"A:1-3:tag:1:tag2:3-4:9 | A:1-3:tag:1:tag2:3-4:9", "A:zz:1:aa:2:3 | A:aa:2-3:zz:1",
					"A:TaG:1:tag:2:TAG:3 | A:tag:1-3", "A:ab:1:a_b:1:a1:1:a:1:_a:1 | A:_a:1:a:1:a1:1:a_b:1:ab:1",
					"A:b:1,F:1,A:a:1 | A:a:1:b:1,F:1" })
	void tagsFollowTheirUuid(String text, String printed) {
		assertThat(set(text)).hasToString(text(printed));
	}

	@Test
	void tagHasUpTo32Characters() {
		String tag = "_" + "a".repeat(31);
		assertThat(set("A:%s:1".formatted(tag))).hasToString(text("A:%s:1".formatted(tag)));
		assertThatIllegalArgumentException().isThrownBy(() -> set("A:%sa:1".formatted(tag)))
			.withMessageEndingWith(
					"at character 38: expected a number or a tag of up to 32 letters, digits and underscores");
	}

	@ParameterizedTest
	@ValueSource(strings = { "A:1-5:tag:1,B:2", " A:1-5:tag:1,B:2 ", "A:1-5:tag:1,\nB:2", "A:1-5:tag:1\r\n,\r\nB:2\n",
			"\tA : 1 - 5 : tag : 1 , B : 2", "A:1-5:tag:1\u000b,\fB:2" })
	void blanksStandBetweenElements(String text) {
		assertThat(set(text)).hasToString(text("B:2,A:1-5:tag:1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "A:1,B:2,", ",A:1,B:2", "A:1,,B:2", ",, A:1 , , B:2 ,," })
	void itemsMayBeEmpty(String text) {
		assertThat(set(text)).hasToString(text("B:2,A:1"));
	}

	@Test
	void caseDoesNotMatter() {
		assertThat(GtidSet.parse((A + ":tag:1").toUpperCase(Locale.ROOT))).hasToString(A + ":tag:1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\n", ",", " , ," })
	void blankTextIsTheEmptySet(String text) {
		assertThat(GtidSet.parse(text)).isSameAs(GtidSet.EMPTY).hasToString("");
		assertThat(GtidSet.EMPTY.isEmpty()).isTrue();
		assertThat(GtidSet.EMPTY.size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "A:0", "A:0-5", "A:9223372036854775807", "A:9223372036854775808",
			"A:99999999999999999999999999", "A:1-9223372036854775807", "A:-1", "A:+1", "A:5-", "A:1--5", "A:5-1",
			"A:0x10", "A:1.5", "A:1e3", "A:1-2-3", "A:1 2", "A:1;B:1", "A:1 B:1", "A", "A:", "A::1", "A:1:", "A:tag",
			"A:tag:", "A:1:tag", "A:tag:tag:1", "A:9t:1", "A:t-g:1", "A:t g:1", "A:t\u00e4g:1", "A:\u0661", "A:1,2",
			"A:1,:2", "+A:1", "{A}:1", "3e11fa4771ca11e19e33c80aa9429562:1", "3e11fa4-771ca-11e1-9e33-c80aa9429562:1",
			"3e11fa47-71ca-11e1-9e33-c80aa942956:1", "3e11fa47-71ca-11e1-9e33-c80aa94295622:1",
			"3e11fa47-71ca-11e1-9e33-c80aa942956g:1", "3e11fa47-71ca-11e1-9 e33-c80aa9429562:1", "AUTOMATIC", "0-1-5",
			"A:1\u0000", "\u00a0A:1", "\uff21:1" })
	void malformedTextIsRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> set(text))
			.withMessageMatching("Malformed GTID set '…?[ -~]+…?' at character \\d+: [ -~]+");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			value = { "A:0 | 38 | expected a transaction number from 1 to 9223372036854775806",
					"A:1-9223372036854775807 | 40 | expected the end of an interval from 1 to 9223372036854775806",
					"A:5-1 | 40 | expected the end of an interval from 5 to 9223372036854775806",
					"A:1:tag | 43 | expected ':'", "A 1 | 38 | expected ':'",
					"A:1 2 | 40 | expected ':', ',' or the end",
					"A:tag:x | 42 | expected a transaction number from 1 to 9223372036854775806",
					"3e11fa47_ | 9 | a UUID is 32 hexadecimal digits in groups of 8-4-4-4-12" })
	void messageNamesTextPlaceAndRule(String text, int place, String rule) {
		assertThatIllegalArgumentException().isThrownBy(() -> set(text))
			.withMessage("Malformed GTID set '%s' at character %d: %s", text(text), place, rule);
	}

	@Test
	void messageQuotesLongTextAroundThePlace() {
		String numbers = IntStream.rangeClosed(1, 500).mapToObj((i) -> ":" + 2 * i).collect(Collectors.joining());
		assertThatIllegalArgumentException().isThrownBy(() -> GtidSet.parse(A + numbers + ":x\n\u00fc" + numbers))
			.withMessageMatching("Malformed GTID set '…[:0-9]{30}x\\?\\?[:0-9]{31}…' at character 1988: expected ':'");
	}

	@Test
	void serversOwnSetOf100000IntervalsIsRead() {
		String text = LongStream.range(0, 100_000)
			.mapToObj((i) -> ":%d-%d".formatted(4_000_000_000_000_000_000L + 4 * i, 4_000_000_000_000_000_001L + 4 * i))
			.collect(Collectors.joining("", A, ""));
		GtidSet set = GtidSet.parse(text);
		assertThat(set).hasToString(text);
		assertThat(set.size()).isEqualTo(200_000);
		assertThat(set.contains(set)).isTrue();
	}

	@Test
	void serversOwnSetOf100000UuidsIsRead() {
		String text = IntStream.range(0, 100_000)
			.mapToObj((i) -> "00000000-0000-0000-0000-%012x:%s:1-9223372036854775806".formatted(i, "t".repeat(32)))
			.collect(Collectors.joining(","));
		GtidSet set = GtidSet.parse(text);
		assertThat(set.toString().equals(text)).isTrue();
		assertThat(set.size()).isEqualTo(Long.MAX_VALUE);
		assertThat(set.contains(set)).isTrue();
	}

	@Test
	void numberOfIntervalsIsBounded() {
		String most = A + ":1".repeat(Position.MAX_ELEMENTS);
		assertThat(GtidSet.parse(most)).hasToString(A + ":1");
		assertThatIllegalArgumentException().isThrownBy(() -> GtidSet.parse(most + ":1"))
			.withMessageEndingWith("at character 500038: more than 250000 elements");
	}

	@Test
	void lengthIsBounded() {
		String most = " ".repeat(Position.MAX_LENGTH);
		assertThat(GtidSet.parse(most)).isSameAs(GtidSet.EMPTY);
		assertThatIllegalArgumentException().isThrownBy(() -> GtidSet.parse(most + " "))
			.withMessageContaining("at character 16777217: a text has at most 16777216 characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "A:1", "A:5", "A:3-4", "A:1-5:7", "A:9", "A:tag:2", "A:2:tag:1-3,F:6", "" })
	void setContainsItsParts(String part) {
		assertThat(set("A:1-5:7:9:tag:1-3,F:6-7").contains(set(part))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "A:6", "A:1-6", "A:5-7", "A:8", "A:10", "A:9223372036854775806", "A:tag:4", "A:other:1",
			"A:1:ta:1", "F:5", "F:tag:6", "B:1", "A:1,F:8" })
	void setContainsNothingElse(String other) {
		assertThat(set("A:1-5:7:9:tag:1-3,F:6-7").contains(set(other))).isFalse();
	}

	@Test
	void highestNumberDoesNotImplyTheLowerOnes() {
		assertThat(set("A:1-5:1000001-1000007").contains(set("A:6"))).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "A:1-5 | A:6 | A:1-6", "A:1-5 | A:7 | A:1-5:7", "A:1-5:7 | A:6 | A:1-7",
			"A:2 | A:1 | A:1-2", "A:1-5 | B:1 | B:1,A:1-5", "A:1-5 | A:t:1 | A:1-5:t:1",
			"A:1-9223372036854775805 | A:9223372036854775806 | A:1-9223372036854775806", "A:1:3:5 | A:2:4 | A:1-5" })
	void plusMerges(String one, String other, String sum) {
		assertThat(set(one).plus(set(other))).isEqualTo(set(sum)).hasToString(text(sum));
		assertThat(set(other).plus(set(one))).isEqualTo(set(sum)).hasToString(text(sum));
	}

	@Test
	void plusOfWhatIsContainedIsTheSameObject() {
		GtidSet set = set("A:1-5");
		assertThat(set.plus(set("A:3"))).isSameAs(set);
		assertThat(set.plus(GtidSet.EMPTY)).isSameAs(set);
		assertThat(set("A:3").plus(set)).isSameAs(set);
		assertThat(GtidSet.EMPTY.plus(set)).isSameAs(set);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "A:1-5 | A:9 | A:1-9", "A:1-5 | A:6 | A:1-6", "A:1-5 | A:3 | A:1-5", "A:1-5 | A:1005 | A:1-1005",
					"A:1-5 | A:1006 | A:1-5:1006", "A:1-5:7 | A:9 | A:1-9", "A:1-5:7-9 | A:8 | A:1-9",
					"A:5001-5005 | A:5009 | A:5001-5009", "A:5001-5005:5007 | A:5009 | A:5001-5009",
					"A:1-5:5007 | A:5009 | A:1-5:5007-5009", "A:1-5000 | A:5009-5010:5012 | A:1-5012",
					"A:1-5 | A:1000003 | A:1-5:1000003", "A:1-5:1000001 | A:1000003 | A:1-5:1000001-1000003",
					"A:1-5 | B:3 | B:1-3,A:1-5", "A:1-5 | B:1001 | B:1001,A:1-5", "A:1-5:t:1-5 | A:t:7 | A:1-5:t:1-7",
					"A:1-5,F:1-5 | A:7,F:8 | A:1-7,F:1-8", "A:1-5 | '' | A:1-5",
					"A:1-9223372036854775800 | A:9223372036854775806 | A:1-9223372036854775806" })
	void throughFillsTheGapBelowACommit(String known, String own, String bound) {
		assertThat(set(known).through(set(own))).isEqualTo(set(bound)).hasToString(text(bound));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "A:1-5 | A:3 | A:1-2:4-5", "A:1-5 | A:1-2 | A:3-5", "A:1-5 | A:5-9 | A:1-4",
					"A:1-5,B:1 | A:1-9 | B:1", "A:1-5:t:1 | A:1-5 | A:t:1", "A:1-5 | A:t:1-5,B:1 | A:1-5",
					"A:1-9223372036854775806 | A:2-9223372036854775805 | A:1:9223372036854775806" })
	void minusLeavesTheRest(String one, String other, String rest) {
		assertThat(set(one).minus(set(other))).isEqualTo(set(rest)).hasToString(text(rest));
	}

	@Test
	void minusOfAllIsEmpty() {
		assertThat(set("A:1-5:t:1,B:7").minus(set("A:1-9:t:1-9,B:1-9"))).isSameAs(GtidSet.EMPTY);
	}

	@Test
	void sizeCountsTransactions() {
		assertThat(set("A:1-5:7:t:1,B:3-4").size()).isEqualTo(9);
		assertThat(set("A:1-9223372036854775806").size()).isEqualTo(9223372036854775806L);
		assertThat(set("A:1-9223372036854775806:t:1").size()).isEqualTo(Long.MAX_VALUE);
		assertThat(set("A:1-9223372036854775806:t:1-9223372036854775806:u:1-9").size()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void leadIsWhatTheOtherLacks() {
		assertThat(set("A:1-10").leadOver(set("A:1-7"))).isEqualTo(3);
		assertThat(set("A:1-7").leadOver(set("A:1-10,B:1"))).isZero();
		assertThat(set("A:1-10").leadOver(set("A:1-7:11-20,B:1"))).isEqualTo(3);
	}

	@Test
	void equalSetsAreEqualHoweverWritten() {
		GtidSet set = set("A:1-5:t:1,B:7");
		assertThat(set).isEqualTo(set("B:7,A:t:1,A:4-5:1-3")).hasSameHashCodeAs(set("B:7,A:t:1,A:4-5:1-3"));
		assertThat(set).isNotEqualTo(set("A:1-5:t:2,B:7"))
			.isNotEqualTo(set("A:1-5:u:1,B:7"))
			.isNotEqualTo(set("A:1-5:t:1"))
			.isNotEqualTo(set.toString());
	}

	private static GtidSet set(String text) {
		return GtidSet.parse(text(text));
	}

	/** The text with single letters for UUIDs replaced by these. */
	private static String text(String text) {
		return text.replaceAll("\\bA\\b", A).replaceAll("\\bB\\b", B).replaceAll("\\bF\\b", F);
	}

}
