package com.foobar.position;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Random GTID sets as plain sets of single identifiers: the model that {@link GtidSet} is
 * compared with. The same seed gives the same sets.
 */
final class RandomGtids {

	private static final Comparator<Gtid> ORDER = Comparator.comparing(Gtid::uuid)
		.thenComparing(Gtid::tag)
		.thenComparing(Gtid::number);

	private static final long MAX_NUMBER = Long.MAX_VALUE - 1;

	private static final List<String> TAGS = List.of("", "", "a", "a_1", "a1", "_", "b".repeat(32));

	private static final List<String> BLANKS = List.of("", "", "", "", " ", "\n", "\t", " \r\n ");

	private final Random random;

	private final List<String> uuids = new ArrayList<>();

	/**
	 * The sets of a seed.
	 * @param seed any number
	 * @param uuids number of UUIDs that they use
	 */
	RandomGtids(long seed, int uuids) {
		this.random = new Random(seed);
		for (int i = 0; i < uuids; i++) {
			this.uuids.add(new UUID(this.random.nextLong(), this.random.nextLong()).toString());
		}
	}

	/** A set of up to so many runs of consecutive numbers. */
	SortedSet<Gtid> set(int runs) {
		SortedSet<Gtid> set = new TreeSet<>(ORDER);
		for (int i = this.random.nextInt(runs + 1); i > 0; i--) {
			Gtid first = gtid();
			long last = Math.min(MAX_NUMBER, first.number() + this.random.nextInt(8));
			for (long number = first.number(); number <= last; number++) {
				set.add(first.withNumber(number));
			}
		}
		return set;
	}

	Gtid gtid() {
		long number = (this.random.nextInt(8) != 0) ? 1 + this.random.nextInt(40)
				: MAX_NUMBER - this.random.nextInt(12);
		return new Gtid(any(this.uuids), any(TAGS), number);
	}

	/** A text of the set with everything in it that a text may have. */
	String text(SortedSet<Gtid> set) {
		List<Gtid> order = new ArrayList<>(set);
		Collections.shuffle(order, this.random);
		StringBuilder text = new StringBuilder(blank());
		Gtid previous = null;
		for (Gtid gtid : order) {
			boolean sameTag = gtid.hasTagOf(previous) && this.random.nextBoolean();
			boolean sameUuid = sameTag
					|| (gtid.hasUuidOf(previous) && !gtid.tag().isEmpty() && this.random.nextBoolean());
			text.append((sameUuid || previous == null) ? "" : "," + blank());
			text.append(sameUuid ? "" : anyCase(gtid.uuid()) + blank());
			text.append((sameTag || gtid.tag().isEmpty()) ? "" : ":" + blank() + anyCase(gtid.tag()) + blank());
			text.append(':').append(blank()).append(interval(set, gtid)).append(blank());
			previous = gtid;
		}
		return text + (this.random.nextBoolean() ? "," : "") + blank();
	}

	/** Some of the numbers that follow the given one without a gap. */
	private String interval(SortedSet<Gtid> set, Gtid first) {
		Gtid last = first;
		while (this.random.nextInt(4) != 0 && set.contains(last.withNumber(last.number() + 1))) {
			last = last.withNumber(last.number() + 1);
		}
		String text = "0".repeat(this.random.nextInt(2)) + first.number();
		return (last == first && this.random.nextBoolean()) ? text : text + blank() + "-" + blank() + last.number();
	}

	private String anyCase(String text) {
		return this.random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT);
	}

	private String blank() {
		return any(BLANKS);
	}

	private <T> T any(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	/** The text in which the set should be printed. */
	static String canonical(SortedSet<Gtid> set) {
		StringBuilder text = new StringBuilder();
		Gtid previous = null;
		for (Gtid gtid : set) {
			if (!gtid.hasTagOf(previous) || !set.contains(gtid.withNumber(gtid.number() - 1))) {
				text.append((previous != null && !gtid.hasUuidOf(previous)) ? "," : "");
				text.append(gtid.hasUuidOf(previous) ? "" : gtid.uuid());
				text.append((gtid.hasTagOf(previous) || gtid.tag().isEmpty()) ? "" : ":" + gtid.tag());
				text.append(':').append(gtid.number());
			}
			else if (!set.contains(gtid.withNumber(gtid.number() + 1))) {
				text.append('-').append(gtid.number());
			}
			previous = gtid;
		}
		return text.toString();
	}

	static SortedSet<Gtid> plus(SortedSet<Gtid> one, SortedSet<Gtid> other) {
		SortedSet<Gtid> result = new TreeSet<>(one);
		result.addAll(other);
		return result;
	}

	static SortedSet<Gtid> minus(SortedSet<Gtid> one, SortedSet<Gtid> other) {
		SortedSet<Gtid> result = new TreeSet<>(one);
		result.removeAll(other);
		return result;
	}

	/**
	 * One set, and for each number of the other the numbers between it and any number of
	 * the one, or 0, that is at most 1000 less and has none behind it.
	 */
	static SortedSet<Gtid> through(SortedSet<Gtid> one, SortedSet<Gtid> own) {
		SortedSet<Gtid> result = plus(one, own);
		for (Gtid gtid : own) {
			boolean last = own.stream().noneMatch((other) -> other.hasTagOf(gtid) && other.number() > gtid.number());
			for (long m = Math.max(0, gtid.number() - 1000); last && m < gtid.number(); m++) {
				boolean known = m == 0 || one.contains(gtid.withNumber(m));
				if (known && !one.contains(gtid.withNumber(m + 1))) {
					addAll(result, gtid, m + 1);
				}
			}
		}
		return result;
	}

	private static void addAll(SortedSet<Gtid> set, Gtid last, long first) {
		for (long number = first; number <= last.number(); number++) {
			set.add(last.withNumber(number));
		}
	}

	/**
	 * One transaction.
	 *
	 * @param uuid who numbers it
	 * @param tag its tag, or empty
	 * @param number its number
	 */
	record Gtid(String uuid, String tag, long number) {

		Gtid withNumber(long number) {
			return new Gtid(this.uuid, this.tag, number);
		}

		boolean hasUuidOf(@Nullable Gtid other) {
			return other != null && this.uuid.equals(other.uuid);
		}

		boolean hasTagOf(@Nullable Gtid other) {
			return other != null && hasUuidOf(other) && this.tag.equals(other.tag);
		}

	}

}
