package com.foobar.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that passwords and private keys are where they are used and nowhere else. */
@Tag("stack")
class SecretsIT {

	private static final Pattern PRIVATE_KEY = Pattern
		.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----(.*?)-----END [A-Z ]*PRIVATE KEY-----", Pattern.DOTALL);

	/** What is shorter may be somewhere by chance. */
	private static final int SHORTEST = 32;

	private static final String SEARCHED = "/app /etc /home /opt /root /run /srv /tmp /usr /var /docker-entrypoint.d";

	private static List<String> secrets;

	@BeforeAll
	static void collect() {
		Stack.requireRunning();
		assertThat(passwords()).hasSizeGreaterThanOrEqualTo(10);
		assertThat(keys()).as("lines of keys").hasSizeGreaterThanOrEqualTo(12);
		secrets = Stream.concat(passwords().stream(), keys().stream()).toList();
	}

	/** Line by line of each file by itself: one that is binary has no end of line. */
	private static List<String> passwords() {
		return Stream.of("db1", "db2", "controller", "app1")
			.flatMap(
					(service) -> Stack.compose("exec", "-T", service, "grep", "-rhaxE", "[0-9a-f]{32,}", "/run/secrets")
						.lines())
			.map(String::strip)
			.distinct()
			.toList();
	}

	/** Line by line too, as a key is written down. */
	private static List<String> keys() {
		return Stream
			.of(Stack.compose("exec", "-T", "-u", "99:99", "lb1", "cat", "/run/certificates/site.pem"),
					Stack.compose("exec", "-T", "db1", "cat", "/run/secrets/server.key"),
					Stack.compose("exec", "-T", "db2", "cat", "/run/secrets/server.key"),
					Stack.compose("exec", "-T", "controller", "cat", "/run/secrets/foobar-tls/controller.key"))
			.flatMap((pem) -> PRIVATE_KEY.matcher(pem).results())
			.flatMap((key) -> key.group(1).lines())
			.filter((line) -> line.length() >= SHORTEST)
			.toList();
	}

	@Test
	void noInspectionShowsASecret() {
		String inspections = Stream.concat(Stack.SERVICES.stream(), Stream.of("secrets", "certificates"))
			.map((service) -> Stack.inspect(service).toString())
			.collect(Collectors.joining("\n"));
		assertThat(shownIn(inspections)).isZero();
	}

	@Test
	void noFileOfTheRepositoryHasASecret() throws IOException {
		for (String file : Stack.run(List.of("git", "ls-files")).lines().toList()) {
			String content = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
			assertThat(shownIn(content)).as(file).isZero();
		}
	}

	/** How many there are: a failure must not be what shows them. */
	private static long shownIn(String text) {
		return secrets.stream().filter(text::contains).count();
	}

	/** The one that is put there shows that the search finds what is there. */
	@ParameterizedTest
	@ValueSource(strings = { "app1", "controller", "web1", "lb1" })
	void noImageHasASecret(String service, @TempDir Path folder) throws IOException {
		Path patterns = Files.write(folder.resolve("patterns"), secrets);
		String found = Stack.run(List.of("docker", "run", "--rm", "--network", "none", "--user", "0:0", "-v",
				patterns + ":/patterns:ro", "--entrypoint", "sh", Stack.inspect(service).get("Image").asString(), "-c",
				"tail -n 1 /patterns >/tmp/planted; grep -rlF -f /patterns %s 2>/dev/null || true"
					.formatted(SEARCHED)));
		assertThat(found.lines()).as("files of the image of " + service).containsExactly("/tmp/planted");
	}

	@ParameterizedTest
	@ValueSource(strings = { "db1", "db2" })
	void databaseNodeKnowsNoPasswordButThoseOfItsFirstStart(String node) {
		assertThat(Stack.compose("exec", "-T", node, "sh", "-c", "cd /run/secrets && ls").lines())
			.containsExactlyInAnyOrder("ca.pem", "server.pem", "server.key", "root.password", "controller.password");
	}

}
