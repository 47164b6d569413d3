package com.foobar.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import com.foobar.consistency.ConsistencySettings;
import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.OnDatabasePair;
import com.foobar.position.Position;
import com.foobar.token.ConsistencyToken;
import com.foobar.token.TokenCodec;
import com.foobar.token.TokenReading.Verdict;
import com.foobar.token.TokenSettings;
import com.foobar.topology.CurrentTopology;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a token which is no good is counted and otherwise ignored: no error, no
 * wait, and a read that goes where it would go without it.
 */
@OnDatabasePair
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ConsistencyTokenIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final String LIST = "/api/entries?limit=1";

	private final DatabasePair databases = DatabasePair.get();

	@Autowired
	private ConsistencySettings settings;

	@Autowired
	private MeterRegistry registry;

	private String site;

	private GuestbookClient program;

	@BeforeEach
	void visit(@LocalServerPort int port, @Autowired CurrentTopology topology) {
		this.site = "http://localhost:" + port;
		this.program = GuestbookClient.withoutCookies(this.site);
		this.databases.replica().awaitCaughtUp(PATIENCE);
		Awaitility.await().atMost(PATIENCE).until(() -> topology.get().replicas().count() == 1);
	}

	@ParameterizedTest
	@EnumSource
	void badTokenIsCountedAndOtherwiseIgnored(Bad bad) {
		String valid = this.program.sign("Ann", "hi").header("X-Consistency-Token");
		assertThat(valid).isNotEmpty();
		String text = bad.text.apply(this.settings.tokens(), valid);
		double arrived = arrived(bad.verdict);
		double ignored = total("foobar.routing.positions.ignored", ConsistencyTokenIT::count);
		double waited = waited();
		assertServedByTheReplica("X-Consistency-Token", text);
		assertServedByTheReplica("Cookie", "consistency-wrote=" + text);
		assertServedByTheReplica("Cookie", "consistency-seen=" + text);
		assertThat(arrived(bad.verdict)).isEqualTo(arrived + 3);
		assertThat(total("foobar.routing.positions.ignored", ConsistencyTokenIT::count))
			.isEqualTo(ignored + ((bad.verdict == Verdict.VALID) ? 3 : 0));
		assertThat(waited()).isEqualTo(waited);
	}

	private void assertServedByTheReplica(String header, String value) {
		Answer answer = this.program.send("GET", LIST, (request) -> request.header(header, value));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("X-Served-By-Db")).isEqualTo("db2;reason=replica");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "ISO-8859-1" })
	void tokenThatIsNotAsciiIsCountedAndOtherwiseIgnored(String charset) throws IOException {
		double malformed = arrived(Verdict.MALFORMED);
		double waited = waited();
		assertThat(sendRaw("X-Consistency-Token: t\u00f6ken", Charset.forName(charset))).startsWith("HTTP/1.1 200");
		assertThat(arrived(Verdict.MALFORMED)).isEqualTo(malformed + 1);
		assertThat(sendRaw("Cookie: consistency-wrote=t\u00f6ken", Charset.forName(charset)))
			.startsWith("HTTP/1.1 200");
		assertThat(waited()).isEqualTo(waited);
	}

	/** What no client library would send. */
	private String sendRaw(String header, Charset charset) throws IOException {
		try (Socket socket = new Socket("localhost", URI.create(this.site).getPort())) {
			socket.setSoTimeout((int) PATIENCE.toMillis());
			String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nConnection: close\r\n\r\n".formatted(LIST,
					header);
			socket.getOutputStream().write(request.getBytes(charset));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/**
	 * The server closes the connection with the rest unread, so the answer may be lost.
	 */
	@Test
	void tokenThatNoHeaderHoldsIsRefusedByTheServerAndNobodyElseNotices() {
		double arrived = total("foobar.consistency.tokens", ConsistencyTokenIT::count);
		assertThat(statusOf("x".repeat(1 << 20))).isIn("400", "connection lost");
		assertThat(total("foobar.consistency.tokens", ConsistencyTokenIT::count)).isEqualTo(arrived);
		assertThat(this.program.list("").status()).isEqualTo(200);
	}

	private String statusOf(String token) {
		try {
			return String.valueOf(
					this.program.send("GET", LIST, (request) -> request.header("X-Consistency-Token", token)).status());
		}
		catch (UncheckedIOException ex) {
			return "connection lost";
		}
	}

	private double arrived(Verdict verdict) {
		return this.registry.get("foobar.consistency.tokens")
			.tag("verdict", verdict.name().toLowerCase(Locale.ROOT))
			.counter()
			.count();
	}

	/** How often anything has waited for anything. */
	private double waited() {
		return total("foobar.routing.waits", ConsistencyTokenIT::count)
				+ total("foobar.routing.waits.in.vain", ConsistencyTokenIT::count)
				+ total("foobar.routing.holds", ConsistencyTokenIT::count)
				+ total("foobar.routing.refusals", ConsistencyTokenIT::count);
	}

	private double total(String name, ToDoubleFunction<Meter> value) {
		return this.registry.get(name).meters().stream().mapToDouble(value).sum();
	}

	private static double count(Meter meter) {
		return (meter instanceof Timer timer) ? timer.count() : ((Counter) meter).count();
	}

	/** Tokens that are no good, each made of one that is. */
	enum Bad {

		/** Signed with a key that nobody here knows. */
		FORGED(Verdict.FORGED,
				(settings,
						valid) -> new TokenCodec(with(settings, "another key of at least 32 characters", "main"),
								Clock.systemUTC())
							.encode(token(settings, valid))),

		/** One that says more than was signed. */
		ALTERED(Verdict.FORGED,
				(settings,
						valid) -> ((valid.charAt(20) != 'A') ? valid.substring(0, 20) + 'A'
								: valid.substring(0, 20) + 'B') + valid.substring(21)),

		/** The end is missing, at a place where it could be whole. */
		TRUNCATED(Verdict.FORGED, (settings, valid) -> valid.substring(0, 4 * (valid.length() / 4 - 1))),

		/** Next to nothing is left. */
		CUT_TO_A_STUMP(Verdict.MALFORMED, (settings, valid) -> valid.substring(0, 8)),

		/** As long as a header can be by default, if it leaves room for others. */
		LONG(Verdict.OVERSIZED, (settings, valid) -> "x".repeat(7000)),

		/** Issued an hour ago. */
		EXPIRED(Verdict.EXPIRED,
				(settings, valid) -> codecAt(settings, Duration.ofHours(-1)).encode(token(settings, valid))),

		/** Issued an hour from now. */
		FROM_THE_FUTURE(Verdict.FUTURE,
				(settings, valid) -> codecAt(settings, Duration.ofHours(1)).encode(token(settings, valid))),

		/** Of another cluster that has the same key. */
		FOREIGN(Verdict.FOREIGN,
				(settings, valid) -> new TokenCodec(with(settings, settings.keys().get(0), "other"), Clock.systemUTC())
					.encode(token(settings, valid))),

		/** In order, but no node has ever heard of this UUID. */
		UNKNOWN_UUID(Verdict.VALID, (settings, valid) -> unknown(settings, "ffffffff-71ca-11e1-9e33-c80aa9429562:1-5")),

		/** In order, but no node has ever heard of this domain of MariaDB. */
		UNKNOWN_DOMAIN(Verdict.VALID, (settings, valid) -> unknown(settings, "77-77-5"));

		private final Verdict verdict;

		private final BiFunction<TokenSettings, String, String> text;

		Bad(Verdict verdict, BiFunction<TokenSettings, String, String> text) {
			this.verdict = verdict;
			this.text = text;
		}

		private static ConsistencyToken token(TokenSettings settings, String valid) {
			return new TokenCodec(settings, Clock.systemUTC()).decode(valid).token();
		}

		private static String unknown(TokenSettings settings, String position) {
			return new TokenCodec(settings, Clock.systemUTC()).encode(ConsistencyToken.of(Position.parse(position)));
		}

		private static TokenCodec codecAt(TokenSettings settings, Duration offset) {
			return new TokenCodec(settings, Clock.offset(Clock.system(ZoneOffset.UTC), offset));
		}

		private static TokenSettings with(TokenSettings settings, String key, String cluster) {
			return new TokenSettings(List.of(key), cluster, settings.ttl(), settings.pin(), settings.clockSkew(),
					settings.maxTokenLength());
		}

	}

}
