package com.foobar.accesslog;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import com.foobar.client.GuestbookClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what Tomcat writes of each request. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = AccessLogTests.Site.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.config.location=optional:none", "foobar.access-log=true" })
class AccessLogTests {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final int port;

	AccessLogTests(@LocalServerPort int port) {
		this.port = port;
	}

	@Test
	void requestIsOneLineWithTheIdItCameWith(CapturedOutput output) {
		new GuestbookClient("http://localhost:" + this.port).send("GET", "/nothing?a=%22b%22",
				(request) -> request.header("X-Request-Id", "id \"1\""));
		JsonNode line = only(output);
		assertThat(line.get("id").asString()).isEqualTo("id \"1\"");
		assertThat(line.get("method").asString()).isEqualTo("GET");
		assertThat(line.get("uri").asString()).isEqualTo("/nothing?a=%22b%22");
		assertThat(line.get("status").asInt()).isEqualTo(404);
		assertThat(line.get("client").asString()).isEqualTo("127.0.0.1");
		assertThat(line.get("seconds").asDouble()).isPositive().isLessThan(10);
		assertThat(line.get("bytes").asLong()).isPositive();
		assertThat(line.get("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
	}

	@Test
	void whatTomcatRefusesItselfIsALineToo(CapturedOutput output) throws IOException {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.getOutputStream()
				.write("GET /<> HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
			assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
				.startsWith("HTTP/1.1 400");
		}
		assertThat(only(output).get("status").asInt()).isEqualTo(400);
	}

	private static JsonNode only(CapturedOutput output) {
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !lines(output).isEmpty());
		assertThat(lines(output)).hasSize(1);
		return JSON.readTree(lines(output).get(0));
	}

	private static List<String> lines(CapturedOutput output) {
		return output.getOut().lines().filter((line) -> line.startsWith("{")).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@Import(AccessLogConfiguration.class)
	@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class,
			TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class })
	static class Site {

	}

}
