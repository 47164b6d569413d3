package com.foobar.web;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;

import com.foobar.autoconfigure.RoutingAutoConfiguration;
import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import com.foobar.consistency.ConsistencyScope;
import com.foobar.metrics.MetricsAutoConfiguration;
import com.foobar.migration.MigrationAutoConfiguration;
import com.foobar.position.Position;
import com.foobar.token.TokenCodec;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that Tomcat sends what was written along with every kind of answer, once. */
@SpringBootTest(classes = TomcatAnswerTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "foobar.consistency.keys=the key of every instance of this site")
class TomcatAnswerTests {

	@Autowired
	private TokenCodec codec;

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@CsvSource({ "/answers, 200, 7", "/fails, 500, 7", "/redirects, 303, 7", "/streams, 200, 7", "/prints, 200, 7",
			"/continues, 200, 7", "/comes-back, 200, 7-8" })
	void answerHasTheTokenOfItsWriteOnce(String path, int status, String numbers) {
		Answer answer = GuestbookClient.withoutCookies("http://localhost:" + this.port).send("GET", path, (request) -> {
		});
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.headers().allValues("Set-Cookie")).hasSize(1);
		assertThat(answer.headers().allValues(TokenTransport.HEADER)).singleElement()
			.satisfies((text) -> assertThat(this.codec.decode(text).token().position())
				.hasToString(TestTokens.UUID + ":" + numbers));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { RoutingAutoConfiguration.class, MigrationAutoConfiguration.class,
			MetricsAutoConfiguration.class, DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class })
	@Import(Answers.class)
	static class Application {

	}

	/** Every kind of answer to a request that has written. */
	@RestController
	static final class Answers {

		@GetMapping("/answers")
		String answer() {
			return write(7);
		}

		@GetMapping("/fails")
		String fail() {
			throw new IllegalStateException("after " + write(7));
		}

		@GetMapping("/redirects")
		ResponseEntity<Void> redirect() {
			write(7);
			return ResponseEntity.status(303).location(URI.create("/")).build();
		}

		@GetMapping("/streams")
		void stream(OutputStream stream) throws IOException {
			stream.write(write(7).getBytes(StandardCharsets.US_ASCII));
		}

		@GetMapping("/prints")
		void print(Writer writer) throws IOException {
			writer.write(write(7));
		}

		@GetMapping("/continues")
		Callable<String> goOn() {
			return ConsistencyScope.handOver(() -> write(7));
		}

		@GetMapping("/comes-back")
		void comeBack(HttpServletRequest request) {
			write(7);
			request.startAsync().dispatch("/back");
		}

		@GetMapping("/back")
		String back() {
			return write(8);
		}

		private static String write(int number) {
			Objects.requireNonNull(ConsistencyScope.current()).wrote(Position.parse(TestTokens.UUID + ":" + number));
			return "written";
		}

	}

}
