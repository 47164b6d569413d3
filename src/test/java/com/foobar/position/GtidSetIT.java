package com.foobar.position;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.MySqlOnly;
import com.foobar.position.RandomGtids.Gtid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Integration tests for {@link GtidSet} against the server's own functions.
 */
@MySqlOnly("MariaDB has no GTID sets")
class GtidSetIT {

	private static final String UUID = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

	private static final int PAIRS = 1000;

	private final JdbcClient admin = DatabasePair.get().primary().admin();

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 40 })
	void randomSetsAreWhatTheServerMakesOfThem(int uuids) {
		List<Pair> pairs = pairs(uuids);
		List<Answer> answers = ask(pairs);
		assertThat(answers).hasSameSizeAs(pairs);
		for (Answer answer : answers) {
			Pair pair = pairs.get(answer.id() - 1);
			GtidSet one = GtidSet.parse(pair.one());
			GtidSet other = GtidSet.parse(pair.other());
			assertThat(one).as(pair.one()).hasToString(answer.printed());
			assertThat(other.contains(one)).as(pair.toString()).isEqualTo(answer.subset());
			assertThat(one.minus(other)).as(pair.toString()).hasToString(answer.minus());
			assertThat(one.plus(other)).as(pair.toString()).hasToString(answer.plus());
		}
	}

	/** Random pairs; in every other one the first set is part of the second. */
	private static List<Pair> pairs(int uuids) {
		List<Pair> pairs = new ArrayList<>();
		for (int seed = 0; seed < PAIRS; seed++) {
			RandomGtids random = new RandomGtids(seed, uuids);
			SortedSet<Gtid> one = random.set(12);
			SortedSet<Gtid> other = random.set(24);
			pairs.add(new Pair(random.text(one), random.text((seed % 2 == 0) ? other : RandomGtids.plus(one, other))));
		}
		return pairs;
	}

	private List<Answer> ask(List<Pair> pairs) {
		String json = pairs.stream().map(Pair::json).collect(Collectors.joining(",", "[", "]"));
		return this.admin
			.sql("""
					SELECT id, GTID_SUBSET(one, other) AS subset, %s AS printed, %s AS minus, %s AS plus
					FROM JSON_TABLE(:json, '$[*]' COLUMNS (
						id FOR ORDINALITY, one LONGTEXT PATH '$[0]', other LONGTEXT PATH '$[1]')) AS pair""".formatted(
					printed("GTID_SUBTRACT(one, '')"), printed("GTID_SUBTRACT(one, other)"),
					printed("GTID_SUBTRACT(CONCAT(one, ',', other), '')")))
			.param("json", json)
			.query(Answer.class)
			.list();
	}

	/** The server's text without the line breaks that it has behind its commas. */
	private static String printed(String set) {
		return "REPLACE(%s, '\\n', '')".formatted(set);
	}

	@Test
	void setOf100000IntervalsIsPrintedAsByTheServer() {
		String text = LongStream.range(0, 100_000)
			.mapToObj((i) -> ":%d-%d".formatted(1_000_000 + 4 * i, 1_000_001 + 4 * i))
			.collect(Collectors.joining("", UUID, ""));
		assertThat(GtidSet.parse(print(text)).toString()).isEqualTo(text);
	}

	@Test
	void executedSetIsReadAndPrinted() {
		String executed = DatabasePair.get().primary().position();
		assertThat(GtidSet.parse(executed)).hasToString(executed.replace("\n", ""));
		assertThat(GtidSet.parse(executed).isEmpty()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { ":0", ":9223372036854775807", ":1-9223372036854775807", ":-1", ":+1", ":1-", ":1--5", ":",
			"::1", ":1:", ":tag:", ":9t:1", ":t-g:1", ":t g:1", ":1 2", ":1-2-3", ":1,2", ":1.5", ":0x10",
			":aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:1", ":1;" })
	void whatTheServerRefusesIsRefused(String numbers) {
		assertThatIllegalArgumentException().isThrownBy(() -> GtidSet.parse(UUID + numbers));
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> print(UUID + numbers));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":5-1", ":tag", ":tag:5-1" })
	void whatTheServerIgnoresIsRefused(String numbers) {
		assertThatIllegalArgumentException().isThrownBy(() -> GtidSet.parse(UUID + numbers));
		assertThat(print(UUID + numbers)).isEmpty();
	}

	private String print(String set) {
		return this.admin.sql("SELECT GTID_SUBTRACT(:set, '')").param("set", set).query(String.class).single();
	}

	/**
	 * Two texts of sets.
	 *
	 * @param one the first
	 * @param other the second
	 */
	private record Pair(String one, String other) {

		String json() {
			return "[\"%s\",\"%s\"]".formatted(escaped(this.one), escaped(this.other));
		}

		private static String escaped(String text) {
			return text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
		}

	}

	/**
	 * What the server makes of two sets.
	 *
	 * @param id number of the pair, from 1
	 * @param subset whether the first is part of the second
	 * @param printed the first
	 * @param minus the first without the second
	 * @param plus both
	 */
	private record Answer(int id, boolean subset, String printed, String minus, String plus) {

	}

}
