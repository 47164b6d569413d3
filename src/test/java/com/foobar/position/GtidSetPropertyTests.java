package com.foobar.position;

import java.util.SortedSet;
import java.util.function.Consumer;

import com.foobar.position.RandomGtids.Gtid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@link GtidSet} on random sets, against sets of single identifiers. A failure
 * names the seed that repeats it.
 */
class GtidSetPropertyTests {

	private static final int SEEDS = 3000;

	@Test
	void everyTextIsReadAndPrintedCanonically() {
		forEachSeed((random) -> {
			SortedSet<Gtid> model = random.set(12);
			GtidSet set = GtidSet.parse(random.text(model));
			assertThat(set).hasToString(RandomGtids.canonical(model));
			assertThat(set.size()).isEqualTo(model.size());
			assertThat(set.isEmpty()).isEqualTo(model.isEmpty());
			assertEqual(GtidSet.parse(set.toString()), set);
		});
	}

	@Test
	void plusIsTheUnion() {
		forEachSeed((random) -> {
			SortedSet<Gtid> one = random.set(8);
			SortedSet<Gtid> other = random.set(8);
			assertEqual(set(one).plus(set(other)), set(RandomGtids.plus(one, other)));
		});
	}

	@Test
	void throughFillsWhatIsMissingBelowTheLastOfEachSource() {
		forEachSeed((random) -> {
			SortedSet<Gtid> one = random.set(8);
			SortedSet<Gtid> own = random.set(2);
			assertEqual(set(one).through(set(own)), set(RandomGtids.through(one, own)));
			assertThat(set(one).through(set(own)).contains(set(one).plus(set(own)))).isTrue();
		});
	}

	@Test
	void minusIsTheDifference() {
		forEachSeed((random) -> {
			SortedSet<Gtid> one = random.set(8);
			SortedSet<Gtid> other = random.set(8);
			assertEqual(set(one).minus(set(other)), set(RandomGtids.minus(one, other)));
			assertThat(set(one).leadOver(set(other))).isEqualTo(RandomGtids.minus(one, other).size());
		});
	}

	@Test
	void containsIsTheSubsetRelation() {
		forEachSeed((random) -> {
			SortedSet<Gtid> one = random.set(12);
			SortedSet<Gtid> other = random.set(1);
			assertThat(set(one).contains(set(other))).isEqualTo(one.containsAll(other));
			one.forEach((gtid) -> assertThat(set(one).contains(GtidSet.parse(text(gtid)))).isTrue());
			Gtid gtid = random.gtid();
			assertThat(set(one).contains(GtidSet.parse(text(gtid)))).isEqualTo(one.contains(gtid));
		});
	}

	@Test
	void setsObeyTheLawsOfSets() {
		forEachSeed((random) -> {
			GtidSet a = set(random.set(8));
			GtidSet b = set(random.set(8));
			GtidSet c = set(random.set(8));
			assertThat(a.plus(b).contains(a)).isTrue();
			assertEqual(a.plus(b), b.plus(a));
			assertEqual(a.plus(b).plus(c), a.plus(b.plus(c)));
			assertEqual(a.plus(a), a);
			assertThat(a.minus(a).isEmpty()).isTrue();
			assertEqual(a.minus(b).plus(b), a.plus(b));
			assertEqual(a.minus(b).minus(c), a.minus(b.plus(c)));
			assertEqual(a.plus(b).minus(c), a.minus(c).plus(b.minus(c)));
			assertThat(a.minus(b).isEmpty()).isEqualTo(b.contains(a));
			assertThat(a.plus(b).equals(a)).isEqualTo(a.contains(b));
			assertThat(a.plus(b).size()).isEqualTo(a.size() + b.leadOver(a));
		});
	}

	@Test
	void historyGrowsByOneTransactionAfterAnother() {
		forEachSeed((random) -> {
			SortedSet<Gtid> model = random.set(4);
			Position position = set(model);
			for (int i = 0; i < 8; i++) {
				Gtid gtid = random.gtid();
				model.add(gtid);
				position = position.plus(GtidSet.parse(text(gtid)));
			}
			assertEqual(position, set(model));
		});
	}

	private static void assertEqual(Position one, Position other) {
		assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
		assertThat(one.contains(other) && other.contains(one)).isTrue();
	}

	private static GtidSet set(SortedSet<Gtid> model) {
		return GtidSet.parse(RandomGtids.canonical(model));
	}

	private static String text(Gtid gtid) {
		return gtid.uuid() + (gtid.tag().isEmpty() ? "" : ":" + gtid.tag()) + ":" + gtid.number();
	}

	private static void forEachSeed(Consumer<RandomGtids> property) {
		for (long seed = 0; seed < SEEDS; seed++) {
			try {
				property.accept(new RandomGtids(seed, 3));
			}
			catch (AssertionError | RuntimeException ex) {
				throw new AssertionError("With seed " + seed, ex);
			}
		}
	}

}
