package com.foobar.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests what the load balancers speak with whoever comes, and what not. */
@Tag("stack")
class TlsIT {

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
		Edge.holder(Edge.setting("VIRTUAL_ADDRESS"));
	}

	@ParameterizedTest
	@CsvSource({ "-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3", "-alpn h2, ALPN protocol: h2",
			"-alpn http/1.1, ALPN protocol: http/1.1", "-tls1_3, Negotiated TLS1.3 group: X25519MLKEM768",
			"-groups X25519, TLSv1.3", "-groups prime256v1, TLSv1.3", "-groups secp384r1, TLSv1.3",
			"-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256, TLSv1.2",
			"-tls1_2 -cipher ECDHE-ECDSA-CHACHA20-POLY1305, TLSv1.2" })
	void connectionIsTaken(String options, String expected) {
		assertThat(connect(options)).contains("verify return:1", "Verify return code: 0 (ok)", expected)
			.doesNotContain("alert", "(NONE)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-tls1 -cipher ALL:@SECLEVEL=0", "-tls1_1 -cipher ALL:@SECLEVEL=0",
			"-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA", "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256",
			"-tls1_2 -cipher AES128-GCM-SHA256", "-groups secp521r1" })
	void connectionIsRefused(String options) {
		assertThat(connect(options)).containsPattern("SSL alert number (40|70)").contains("Cipher is (NONE)");
	}

	@Test
	void sessionTicketIsNotGivenOut() {
		assertThat(connect("-tls1_2")).contains("Session-ID:").doesNotContain("session ticket");
	}

	private static String connect(String options) {
		return Edge.openssl(("s_client -connect " + Edge.setting("VIRTUAL_ADDRESS")
				+ ":443 -CAfile /run/certificates/ca.pem -verify_return_error -verify_hostname www.foobar.com "
				+ options)
			.split(" "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "lb1", "lb2" })
	void plainTextLeadsToTheEncryptedPortOfTheSameLoadBalancer(String loadBalancer)
			throws IOException, InterruptedException {
		HttpResponse<Void> answer = get("http://localhost:" + Stack.port(loadBalancer, 80) + "/api/entries?limit=1");
		assertThat(answer.statusCode()).isEqualTo(308);
		URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
		assertThat(location).hasToString(Stack.url(loadBalancer) + "/api/entries?limit=1");
		assertThat(get(location.toString()).statusCode()).isEqualTo(200);
	}

	static List<String> names() {
		return List.of("www.foobar.com", "foobar.com", Edge.setting("VIRTUAL_ADDRESS"));
	}

	@ParameterizedTest
	@MethodSource("names")
	void plainTextLeadsToTheEncryptedPortOfTheVirtualAddress(String name) {
		String answer = Stack.compose("exec", "-T", "lb2", "bash", "-c", """
				exec 3<>/dev/tcp/%s/80
				printf 'GET /api/entries?limit=1 HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' >&3
				cat <&3""".formatted(Edge.setting("VIRTUAL_ADDRESS"), name));
		assertThat(answer.lines()).contains("HTTP/1.1 308 Permanent Redirect",
				"location: https://" + name + "/api/entries?limit=1");
		assertThat(answer).doesNotContainIgnoringCase("strict-transport-security");
	}

	@Test
	void browserIsToldToComeBackEncryptedUnlessItKnowsOtherSitesByThatName() throws IOException, InterruptedException {
		HttpResponse<Void> answer = get(Stack.url() + "/");
		assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
		assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
		assertThat(request("www.foobar.com")).contains("strict-transport-security: max-age=63072000");
		assertThat(request("foobar.com")).contains("strict-transport-security: max-age=63072000");
	}

	private static HttpResponse<Void> get(String url) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding());
	}

	private static String request(String host) {
		return Stack
			.attempt("lb2", "bash", "-c",
					"printf 'GET / HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' | ".formatted(host)
							+ "timeout 10 openssl s_client -quiet -ign_eof -connect %s:443"
								.formatted(Edge.setting("VIRTUAL_ADDRESS")))
			.output()
			.toLowerCase();
	}

	@Test
	void http3IsOfferedWhereItIsSwitchedOn() throws IOException, InterruptedException {
		assertThat(get(Stack.url() + "/").headers().firstValue("Alt-Svc")).isEmpty();
		assertThat(connect("-quic -alpn h3")).doesNotContain("QUICv1");
		Edge.recreate(Map.of("HTTP3", "on"));
		try {
			assertThat(get(Stack.url() + "/").headers().firstValue("Alt-Svc"))
				.hasValue("h3=\":%d\"; ma=3600".formatted(Stack.port("lb1", 443)));
			assertThat(connect("-quic -alpn h3")).contains("verify return:1", "QUICv1", "ALPN protocol: h3");
		}
		finally {
			Edge.recreate(Map.of());
		}
	}

}
