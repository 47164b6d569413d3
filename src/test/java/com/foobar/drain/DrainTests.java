package com.foobar.drain;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.foobar.client.Answer;
import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests how an application leaves that has a drain and nothing else of ours. */
class DrainTests {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private ConfigurableApplicationContext application;

	private GuestbookClient client;

	@BeforeEach
	void start() {
		this.application = run("--foobar.drain.notice=1s", "--foobar.drain.handover=1s");
		this.client = new GuestbookClient(
				"http://localhost:" + this.application.getEnvironment().getProperty("local.server.port"));
	}

	private static ConfigurableApplicationContext run(String... settings) {
		List<String> arguments = new ArrayList<>(List.of(settings));
		arguments.addAll(List.of("--spring.config.location=optional:none", "--server.port=0",
				"--server.shutdown=graceful", "--logging.level.root=warn"));
		return new SpringApplicationBuilder(Site.class).run(arguments.toArray(String[]::new));
	}

	@AfterEach
	void stop() {
		this.application.close();
	}

	@Test
	void applicationThatWasNotToldToStopKeepsConnections() {
		assertThat(get().status()).isEqualTo(200);
		assertThat(closes(get())).isFalse();
	}

	@Test
	void applicationAnswersHandsOverAndStopsInThisOrder() {
		CompletableFuture<Void> stopped = CompletableFuture.runAsync(this.application::close);
		Awaitility.await().atMost(PATIENCE).until(() -> closes(get()));
		assertThat(get().status()).as("in time of notice").isEqualTo(200);
		Awaitility.await().atMost(PATIENCE).until(() -> get().status() == 502);
		assertThat(closes(get())).isTrue();
		assertThat(get().header("Retry-After")).isEqualTo("1");
		Answer post = post();
		assertThat(post.status()).as("what may not be sent twice").isEqualTo(200);
		assertThat(closes(post)).isTrue();
		assertThat(stopped).isNotDone();
		stopped.join();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(this::get)
			.withCauseInstanceOf(ConnectException.class);
	}

	@Test
	void applicationWithoutADrainStopsAtOnce() {
		ConfigurableApplicationContext other = run();
		long begin = System.nanoTime();
		other.close();
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void applicationThatIsStartedAgainServes() {
		this.application.stop();
		this.application.start();
		this.client = new GuestbookClient(
				"http://localhost:" + this.application.getEnvironment().getProperty("local.server.port"));
		assertThat(get().status()).isEqualTo(200);
		assertThat(closes(get())).isFalse();
	}

	@Test
	void drainOfMoreThanTenSecondsIsRefused() {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> run("--foobar.drain.notice=11s"))
			.withStackTraceContaining("notice");
	}

	private Answer get() {
		return this.client.send("GET", "/", (request) -> {
		});
	}

	private Answer post() {
		return this.client.send("POST", "/", (request) -> request.POST(BodyPublishers.ofString("body")));
	}

	private static boolean closes(Answer answer) {
		return answer.headers().firstValue("Connection").filter("close"::equals).isPresent();
	}

	@Configuration(proxyBeanMethods = false)
	@RestController
	@Import(DrainConfiguration.class)
	@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, LifecycleAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
			ErrorMvcAutoConfiguration.class })
	static class Site {

		@RequestMapping("/")
		String answer() {
			return "answer";
		}

	}

}
