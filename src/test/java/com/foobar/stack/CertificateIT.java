package com.foobar.stack;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests which certificate the site has, and that a new one is taken up unnoticed. */
@Tag("stack")
class CertificateIT {

	@BeforeAll
	static void stackRuns() {
		Stack.requireRunning();
	}

	@AfterEach
	void certificateIsTheStacksOwnAgain() {
		certificates();
		Edge.renew();
	}

	@Test
	void certificateNearItsEndIsRenewedUnderLoad() {
		certificates("-e", "CERTIFICATE_DAYS=20", "-e", "ADDRESSES=" + Edge.setting("VIRTUAL_ADDRESS"));
		Edge.renew();
		String before = served("-serial -enddate");
		try (EdgeLoad load = EdgeLoad.start(Edge.setting("VIRTUAL_ADDRESS"))) {
			certificates("-e", "ADDRESSES=" + Edge.setting("VIRTUAL_ADDRESS"));
			Edge.renew();
			load.await(400);
			EdgeLoad.Outcome outcome = load.outcome();
			outcome.print("certificate renewed", "nothing", "CertificateIT");
			assertThat(outcome.failed()).isEmpty();
			assertThat(outcome.duplicates()).isZero();
		}
		assertThat(served("-serial -enddate")).isNotEqualTo(before);
		assertThat(served("-checkend 25920000")).as("valid for another 300 days").contains("will not expire");
	}

	@Test
	void connectionGoesOnWhileItsCertificateIsReplaced() throws IOException {
		RawHttp site = new RawHttp();
		try (SSLSocket visitor = site.connect()) {
			assertThat(head(visitor)).startsWith("HTTP/1.1 200");
			certificates("-e", "ADDRESSES=" + Edge.setting("VIRTUAL_ADDRESS"));
			assertThat(head(visitor)).startsWith("HTTP/1.1 200");
			Edge.renew();
			assertThat(head(visitor)).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection: close");
			assertThat(head(visitor)).startsWith("HTTP/1.1 200");
			Certificate before = certificate(visitor);
			visitor.getSession().invalidate();
			try (SSLSocket newcomer = site.connect()) {
				assertThat(certificate(newcomer)).isNotEqualTo(before);
			}
		}
	}

	private static String head(Socket connection) throws IOException {
		connection.getOutputStream()
			.write("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
		String head = RawHttp.head(connection.getInputStream());
		assertThat(head).as("head on a connection that goes on").endsWith("\r\n\r\n");
		return head;
	}

	private static Certificate certificate(SSLSocket connection) throws IOException {
		return connection.getSession().getPeerCertificates()[0];
	}

	@Test
	void certificateThatIsStillGoodStays() {
		String before = served("-serial");
		certificates();
		Edge.renew();
		assertThat(served("-serial")).isEqualTo(before);
	}

	@Test
	void ownCertificateIsTakenFromTheFolder(@TempDir Path folder) throws IOException {
		makeCertificate(folder);
		certificates("-v", folder + ":/certificates:ro");
		Edge.renew();
		assertThat(served("-subject")).contains("our.example");
	}

	@Test
	void siteOfAnotherNameIsServedWithItsOwnCertificate(@TempDir Path folder) throws IOException {
		makeCertificate(folder);
		certificates("-v", folder + ":/certificates:ro");
		Edge.recreate(Map.of("SITE_NAMES", "our.example"));
		try {
			assertThat(page(folder, "our.example")).startsWith("HTTP/1.1 200").contains("<form id=\"sign\"");
			assertThat(page(folder, "www.foobar.com")).startsWith("HTTP/1.1 421");
		}
		finally {
			Edge.recreate(Map.of());
		}
	}

	/** What a visitor gets who trusts this certificate and no other. */
	private static String page(Path folder, String host) throws IOException {
		return Stack.attemptCompose("exec", "-T", "-e", "TRUSTED=" + Files.readString(folder.resolve("fullchain.pem")),
				"lb2", "bash", "-c",
				("printf 'GET / HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n\\r\\n' | timeout 10 openssl s_client "
						+ "-quiet -ign_eof -connect %s:443 -servername our.example -verify_hostname our.example "
						+ "-verify_return_error -CAfile <(echo \"$TRUSTED\") 2>/dev/null")
					.formatted(host, Edge.setting("VIRTUAL_ADDRESS")))
			.output();
	}

	@Test
	void ownCertificateWithoutItsKeyChangesNothing(@TempDir Path folder, @TempDir Path other) throws IOException {
		makeCertificate(folder);
		makeCertificate(other);
		Files.copy(other.resolve("fullchain.pem"), folder.resolve("fullchain.pem"),
				StandardCopyOption.REPLACE_EXISTING);
		Stack.Result result = run("-v", folder + ":/certificates:ro");
		assertThat(result.status()).isNotZero();
		assertThat(result.output()).contains("privkey.pem is not the key of");
		Edge.renew();
		assertThat(served("-subject")).contains("www.foobar.com");
	}

	private static void makeCertificate(Path folder) throws IOException {
		String made = Edge.openssl("req", "-x509", "-newkey", "rsa:2048", "-noenc", "-subj", "/CN=our.example",
				"-keyout", "-", "-out", "-");
		Files.writeString(folder.resolve("privkey.pem"), block(made, "PRIVATE KEY"));
		Files.writeString(folder.resolve("fullchain.pem"), block(made, "CERTIFICATE"));
	}

	private static String block(String text, String kind) {
		String end = "-----END %s-----".formatted(kind);
		return text.substring(text.indexOf("-----BEGIN %s-----".formatted(kind)), text.indexOf(end)) + end + "\n";
	}

	/** Runs the service that makes certificates once more. */
	private static void certificates(String... options) {
		Stack.Result result = run(options);
		assertThat(result.status()).as(result.output()).isZero();
	}

	private static Stack.Result run(String... options) {
		List<String> arguments = new ArrayList<>(List.of("run", "--rm", "-T"));
		arguments.addAll(Arrays.asList(options));
		arguments.add("certificates");
		return Stack.attemptCompose(arguments.toArray(String[]::new));
	}

	/** What {@code openssl x509} says of the certificate that visitors get. */
	private static String served(String question) {
		return Stack
			.attempt("lb2", "bash", "-c",
					"openssl s_client -connect %s:443 </dev/null 2>/dev/null | openssl x509 -noout %s"
						.formatted(Edge.setting("VIRTUAL_ADDRESS"), question))
			.output();
	}

}
