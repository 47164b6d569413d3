package com.foobar.stack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.foobar.client.GuestbookClient;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares what the whole stack gives with what its web server and its application give
 * directly. They take turns of a second in many rounds, so that whatever else the machine
 * does falls on all of them; ratios are within a round. The first rounds do not count.
 * System property {@code stack.rounds} says how many do.
 */
@Tag("stack")
class StackThroughputIT {

	private static final Log logger = LogFactory.getLog(StackThroughputIT.class);

	private static final int ROUNDS = Integer.getInteger("stack.rounds", 20);

	private static final int WARM_UP = 2;

	private static final int WARM_UP_SECONDS = 5;

	/** For which the processor's time is counted. */
	private static final int COUNTED_SECONDS = 10;

	private static final int CONNECTIONS = 16;

	private static final int PAGE = 20;

	private static final String ENTRIES = "/api/entries?limit=" + PAGE;

	private static final String APPLICATION = "http://app1:8080";

	private static final List<String> APPLICATIONS = List.of("app1", "app2");

	private static final List<String> SERVICES = List.of("lb1", "lb2", "web1", "web2", "app1", "app2", "db1", "db2");

	/** So little that the rest of the stack needs less than two cores beside it. */
	private static final double SHARE = 0.4;

	private static final double LEAST = 0.8;

	private static Wrk wrk;

	private static String site;

	private static String web;

	@BeforeAll
	static void withoutLimitOfRequests() {
		Stack.requireRunning();
		recreate(Map.of("CLIENT_REQUESTS", "1000000000"));
		site = "https://" + Edge.setting("ADDRESS") + ":443";
		web = "http://" + Edge.setting("WEB1_ADDRESS") + ":8080";
		wrk = Wrk.start();
		GuestbookClient visitor = new GuestbookClient(Stack.url());
		IntStream.range(0, PAGE).forEach((number) -> visitor.sign("Ann", "was here, and will be again: " + number));
	}

	@AfterAll
	static void asBefore() {
		if (wrk != null) {
			wrk.close();
		}
		recreate(Map.of());
	}

	private static void recreate(Map<String, String> settings) {
		Stack.compose(settings, "up", "-d", "--no-deps", "--wait", "lb1");
	}

	@Test
	void pageAndFilesAreServedAtNearlyTheSpeedOfAWebServerOrMore() {
		String page = new GuestbookClient(Stack.url()).send("GET", "/", (request) -> {
		}).body();
		Matcher script = Pattern.compile("/?assets/[^\"]*[.]js").matcher(page);
		assertThat(script.find()).isTrue();
		String path = "/" + script.group().replaceFirst("^/", "");
		Pair files = measure("a file that is kept for good", web + path, site + path, CONNECTIONS);
		Pair pages = measure("the page", web + "/", site + "/", CONNECTIONS);
		measure("the page, made by a web server each time", web + "/?x=1", site + "/?x=1", CONNECTIONS);
		assertThat(files.ratio()).as("files per second, compared with the web server's").isGreaterThanOrEqualTo(LEAST);
		assertThat(pages.ratio()).as("pages per second, compared with the web server's").isGreaterThanOrEqualTo(LEAST);
	}

	@Test
	void readsTakeLessThanTwoMillisecondsMore() {
		measure("a page of entries", APPLICATION + ENTRIES, site + ENTRIES, CONNECTIONS);
		measure("the same, through one web server alone", APPLICATION + ENTRIES, web + ENTRIES, CONNECTIONS);
		Pair single = measure("a page of entries, one at a time", APPLICATION + ENTRIES, site + ENTRIES, 1);
		assertThat(single.added()).as("milliseconds that are added at the median").isLessThan(2);
	}

	/** Where an application is what limits, as with one on each machine. */
	@Test
	void readsAreServedAtNearlyTheSpeedOfAnApplicationOrMoreWhereItIsTheLimit() {
		wrk.run(site + ENTRIES, CONNECTIONS, WARM_UP * WARM_UP_SECONDS);
		try {
			APPLICATIONS.forEach((application) -> Stack.limitProcessors(application, SHARE));
			Pair reads = measure("a page of entries, each application with %s of a core".formatted(SHARE),
					APPLICATION + ENTRIES, site + ENTRIES, CONNECTIONS);
			assertThat(reads.ratio()).as("reads per second, compared with one application's")
				.isGreaterThanOrEqualTo(LEAST);
		}
		finally {
			APPLICATIONS.forEach(Stack::allProcessors);
		}
	}

	@Test
	void whatStandsInFrontNeedsLessOfTheProcessorThanTheApplications() {
		measureProcessorTime("directly", APPLICATION + ENTRIES);
		Map<String, Double> millis = measureProcessorTime("through the stack", site + ENTRIES);
		double front = sum(millis, "lb1", "lb2", "web1", "web2");
		assertThat(front).isLessThan(sum(millis, "app1", "app2"));
	}

	private static Map<String, Double> measureProcessorTime(String how, String url) {
		wrk.run(url, CONNECTIONS, WARM_UP * WARM_UP_SECONDS);
		ProcessorTime before = ProcessorTime.now(SERVICES);
		Wrk.Turn turn = wrk.run(url, CONNECTIONS, COUNTED_SECONDS);
		Map<String, Double> millis = ProcessorTime.now(SERVICES).perRequest(before, turn.perSecond() * COUNTED_SECONDS);
		logger.info("throughput: | a page of entries %s | %s |".formatted(how,
				millis.values().stream().map("%.2f"::formatted).collect(Collectors.joining(" | "))));
		return millis;
	}

	private static double sum(Map<String, Double> millis, String... services) {
		return Stream.of(services).mapToDouble((service) -> millis.getOrDefault(service, 0.0)).sum();
	}

	private static Pair measure(String what, String direct, String whole, int connections) {
		Pair pair = new Pair(new ArrayList<>(), new ArrayList<>());
		for (int round = -WARM_UP; round < ROUNDS; round++) {
			int seconds = (round < 0) ? WARM_UP_SECONDS : 1;
			List<Runnable> turns = new ArrayList<>(
					List.of(() -> pair.direct().add(wrk.run(direct, connections, seconds)),
							() -> pair.whole().add(wrk.run(whole, connections, seconds))));
			Collections.rotate(turns, round);
			turns.forEach(Runnable::run);
		}
		pair.direct().subList(0, WARM_UP).clear();
		pair.whole().subList(0, WARM_UP).clear();
		logger.info("throughput: | %s | %d | %s |".formatted(what, connections, pair));
		return pair;
	}

	/**
	 * What both did in each round.
	 *
	 * @param direct asked directly
	 * @param whole asked through the whole stack
	 */
	private record Pair(List<Wrk.Turn> direct, List<Wrk.Turn> whole) {

		double ratio() {
			return median((stack, tier) -> stack.perSecond() / tier.perSecond());
		}

		double added() {
			return median((stack, tier) -> stack.median() - tier.median());
		}

		private double median(ToDoubleBiFunction<Wrk.Turn, Wrk.Turn> value) {
			return IntStream.range(0, this.whole.size())
				.mapToDouble((round) -> value.applyAsDouble(this.whole.get(round), this.direct.get(round)))
				.sorted()
				.skip(this.whole.size() / 2)
				.findFirst()
				.orElseThrow();
		}

		@Override
		public String toString() {
			return "%.0f | %.0f | %.2f | %.2f | %.2f | %.2f".formatted(median((stack, tier) -> tier.perSecond()),
					median((stack, tier) -> stack.perSecond()), ratio(), median((stack, tier) -> tier.median()),
					median((stack, tier) -> stack.median()), added());
		}

	}

}
