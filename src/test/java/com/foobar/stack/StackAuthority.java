package com.foobar.stack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The authority that has signed the site's certificate, handed out by a load balancer as
 * to an operator. Stateless.
 */
final class StackAuthority {

	private StackAuthority() {
	}

	/** Has clients that are made from now on trust this authority and no other. */
	static void trust() {
		SSLContext.setDefault(context());
	}

	/** What trusts this authority and no other. */
	static SSLContext context() {
		try {
			Path file = Files.createTempDirectory("authority").resolve("ca.pem");
			Stack.compose("cp", "lb1:/run/certificates/ca.pem", file.toString());
			return context(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The stack's authority cannot be trusted", ex);
		}
	}

	private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
		KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
		trusted.load(null, null);
		try (InputStream certificate = Files.newInputStream(file)) {
			trusted.setCertificateEntry("edge",
					CertificateFactory.getInstance("X.509").generateCertificate(certificate));
		}
		TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		managers.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, managers.getTrustManagers(), null);
		return context;
	}

}
