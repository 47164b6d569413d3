package com.foobar.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.foobar.client.Answer;
import com.foobar.client.Browser;
import com.foobar.client.GuestbookClient;
import com.foobar.client.GuestbookPage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebDriver;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests the page's files as the web servers serve them. */
@Tag("stack")
class StaticFilesIT {

	private static final Pattern PART = Pattern.compile("(?:href|src)=\"(/[^\"]+)\"");

	private final GuestbookClient visitor = new GuestbookClient(Stack.url());

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	@ParameterizedTest
	@ValueSource(strings = { "identity", "br" })
	void pageIsAskedForEachTimeAndSentWhenItHasChanged(String accepted) {
		for (int time = 0; time < 5; time++) {
			Answer page = get("/", accepted);
			assertThat(page.status()).isEqualTo(200);
			assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
			assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-cache");
			assertUnchanged(page, accepted);
		}
	}

	private Answer assertUnchanged(Answer page, String accepted) {
		Answer again = this.visitor.send("GET", "/",
				(request) -> request.header("Accept-Encoding", accepted).header("If-None-Match", page.header("ETag")));
		assertThat(again.status()).isEqualTo(304);
		assertThat(again.headers().allValues("Cache-Control")).containsExactly("no-cache");
		return again;
	}

	@Test
	void pageIsKeptForASecondAtMostByTheLoadBalancer() {
		Answer kept = Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> get("/", "br"), this::isKept);
		assertThat(kept.headers().allValues("Cache-Control")).containsExactly("no-cache");
		assertThat(kept.header("Content-Security-Policy")).startsWith("default-src");
		assertThat(kept.header("X-Request-Id")).isNotEqualTo(get("/", "br").header("X-Request-Id"));
		Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> {
			get("/", "br");
			return assertUnchanged(kept, "br");
		}, this::isKept);
		Awaitility.await()
			.pollInterval(Duration.ofMillis(100))
			.atMost(Duration.ofSeconds(2))
			.until(() -> !isKept(get("/", "br")));
		assertThat(IntStream.range(0, 20).mapToObj((time) -> get("/?" + time / 10, "br"))).noneMatch(this::isKept);
	}

	/** Whether the answer was there before it was asked for. */
	private boolean isKept(Answer answer) {
		return answer.headers().firstValue("Age").isPresent();
	}

	@Test
	void partsOfThePageHaveNamesOfTheirContentAndAreKeptForGood() {
		List<String> parts = parts();
		assertThat(parts).hasSize(3).allMatch((part) -> part.matches("/assets/[a-z]+-[A-Z0-9]{8}\\.(js|css|svg)"));
		for (String part : parts) {
			Answer answer = get(part, "identity");
			assertThat(answer.status()).as(part).isEqualTo(200);
			assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
			assertThat(answer.header("Content-Type"))
				.startsWith(part.endsWith("js") ? "text/javascript" : part.endsWith("css") ? "text/css" : "image/svg");
		}
	}

	@Test
	void noApplicationTakesPart() {
		for (String path : parts()) {
			Answer answer = get(path, "br");
			assertThat(answer.header("X-Served-By-Web")).startsWith("web");
			assertThat(answer.headers().firstValue("X-Served-By-App")).as(path).isEmpty();
		}
	}

	private List<String> parts() {
		return PART.matcher(get("/", "identity").body()).results().map((MatchResult match) -> match.group(1)).toList();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			gzip, deflate, br, zstd | br
			gzip, deflate           | gzip
			br;q=0, gzip            | gzip
			br;q=0.5                | br
			gzip;q=0                | ''
			identity                | ''
			abr                     | ''
			""")
	void fileIsSentInTheSmallestFormThatTheBrowserAccepts(String accepted, String encoding) {
		for (String path : parts()) {
			Answer answer = get(path, accepted);
			assertThat(answer.headers().firstValue("Content-Encoding").orElse("")).as(path).isEqualTo(encoding);
			assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
			if (!encoding.isEmpty()) {
				assertThat(length(answer)).as(path).isLessThan(length(get(path, "identity")));
				assertThat(answer.header("ETag")).isNotEqualTo(get(path, "identity").header("ETag"));
			}
		}
	}

	private static long length(Answer answer) {
		return Long.parseLong(answer.header("Content-Length"));
	}

	@Test
	void filesByGzipAreThePlainOnes() {
		assertThat(Stack.compose("exec", "-T", "web1", "bash", "-c", """
				cd /srv/www/identity && find . -type f | while read -r file; do
				  gzip -dc <"../gzip/$file" | cmp - "$file" || echo "$file"
				done""")).isEmpty();
	}

	/** Nothing else here understands brotli. */
	@Test
	@EnabledIf("com.foobar.client.Browser#isInstalled")
	void filesByBrotliAreThePlainOnesToABrowser() {
		WebDriver browser = Browser.open(1280);
		try {
			browser.get(Stack.url());
			for (String path : Stream.concat(Stream.of("/"), parts().stream()).toList()) {
				assertThat(((JavascriptExecutor) browser).executeAsyncScript("""
						fetch(arguments[0], { cache: 'no-store' })
						  .then(async (answer) => [answer.headers.get('content-encoding'), await answer.text()])
						  .then(arguments[1], arguments[1])""", path)).as(path)
					.isEqualTo(List.of("br", get(path, "identity").body()));
			}
		}
		finally {
			browser.quit();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/identity/index.html", "/br/index.html", "/assets", "/assets/", "/assets/../index.html/",
			"/js/main.js", "/js/", "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/.env",
			"/assets/main-00000000.js" })
	void nothingElseIsServed(String path) {
		assertThat(get(path, "br").status()).as(path).isIn(400, 404);
	}

	@Test
	void fileThatOnlyOneWebServerHasIsServedByBoth() throws IOException {
		String image = Stack.inspect("web1").get("Config").get("Image").asString();
		Path release = Files.createTempDirectory("release");
		Files.writeString(release.resolve("Dockerfile"), """
				FROM %s
				USER root
				RUN echo body {} >/srv/www/identity/assets/next-12345678.css
				USER 101:101
				""".formatted(image));
		Files.writeString(release.resolve("compose.yml"), "services: { web2: { image: foobar-web-next } }");
		Stack.run(List.of("docker", "build", "-q", "-t", "foobar-web-next", release.toString()));
		try {
			Stack.compose(Map.of("COMPOSE_FILE", "docker-compose.yml:" + release.resolve("compose.yml")), "up", "-d",
					"--no-deps", "--wait", "web2");
			Set<String> webServers = new TreeSet<>();
			for (int request = 0; request < 20; request++) {
				Answer answer = get("/assets/next-12345678.css", "br");
				assertThat(answer.body()).isEqualTo("body {}\n");
				assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
				webServers.add(answer.header("X-Served-By-Web"));
			}
			assertThat(webServers).containsExactly("web1", "web2");
		}
		finally {
			Stack.compose("up", "-d", "--no-deps", "--wait", "web2");
			Stack.run(List.of("docker", "rmi", "foobar-web-next"));
		}
	}

	@Test
	@EnabledIf("com.foobar.client.Browser#isInstalled")
	void pageExplainsItselfWhileBothApplicationsAreStopped() {
		Stack.compose("stop", "app1", "app2");
		WebDriver browser = Browser.open(360);
		try {
			assertThat(new GuestbookPage(browser, Stack.url()).complaint())
				.isEqualTo("The entries could not be loaded. The guestbook has trouble answering. "
						+ "Please try again in a moment.");
		}
		finally {
			browser.quit();
			Stack.up();
		}
	}

	private Answer get(String path, String accepted) {
		return this.visitor.send("GET", path, (request) -> request.header("Accept-Encoding", accepted));
	}

}
