package com.foobar.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import com.foobar.client.GuestbookClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an operator who types what is documented changes how many requests a web
 * server gets, at once and until the next reload.
 */
@Tag("stack")
class WeightsIT {

	private static final int REQUESTS = 100;

	private static final Pattern COMMAND = Pattern.compile("`(docker compose exec [^`]* weight [^`]*)`");

	private static final Pattern BLOCK = Pattern.compile("## Weights at run time.*?```\\R(.*?)```", Pattern.DOTALL);

	@BeforeEach
	void weightsAreTheSame() {
		Stack.requireRunning();
		assertThat(shareOfWeb1("lb1")).isBetween(0.45, 0.55);
	}

	@AfterEach
	void reload() {
		Edge.reload();
	}

	@Test
	void commandOfTheReadmeHoldsUntilTheNextReload() throws IOException {
		bash(find(COMMAND, "README.md"));
		assertThat(shareOfWeb1("lb1")).isBetween(0.15, 0.25);
		assertThat(shareOfWeb1("lb2")).isBetween(0.45, 0.55);
		Edge.reload();
		assertThat(shareOfWeb1("lb1")).isBetween(0.45, 0.55);
	}

	@ParameterizedTest
	@ValueSource(strings = { "lb1", "lb2" })
	void linesAboutBalancingSteerBothLoadBalancers(String loadBalancer) throws IOException {
		List<String> lines = find(BLOCK, "docs/balancing.md").lines().toList();
		assertThat(lines).hasSize(5);
		String steer = lines.get(0) + "\n";
		bash(steer + lines.get(1));
		assertThat(shareOfWeb1(loadBalancer)).isBetween(0.15, 0.25);
		assertThat(bash(steer + lines.get(2)).lines().filter((line) -> !line.isEmpty())).hasSize(2)
			.allMatch((line) -> line.startsWith("25 (initial 100)"));
		bash(steer + lines.get(3));
		assertThat(shareOfWeb1(loadBalancer)).isEqualTo(1);
		bash(steer + lines.get(4));
		assertThat(shareOfWeb1(loadBalancer)).isBetween(0.15, 0.25);
	}

	private static String find(Pattern pattern, String file) throws IOException {
		Matcher matcher = pattern.matcher(Files.readString(Path.of(file)));
		assertThat(matcher.find()).as("%s in %s", pattern, file).isTrue();
		return matcher.group(1);
	}

	private static String bash(String script) {
		return Stack.run(List.of("bash", "-c", script));
	}

	private static double shareOfWeb1(String loadBalancer) {
		GuestbookClient visitor = new GuestbookClient(Stack.url(loadBalancer));
		return IntStream.range(0, REQUESTS)
			.filter((request) -> visitor.list("?limit=1").header("X-Served-By-Web").equals("web1"))
			.count() / (double) REQUESTS;
	}

}
