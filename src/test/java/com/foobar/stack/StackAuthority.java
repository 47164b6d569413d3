package com.foobar.stack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
		SSLContext.setDefault(trusting(pem()));
	}

	/** The authority's certificate. */
	static String pem() {
		return Stack.compose("exec", "-T", "-u", "99:99", "lb1", "cat", "/run/certificates/ca.pem");
	}

	/** What trusts an authority with this certificate and no other. */
	static SSLContext trusting(String pem) {
		try {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			trusted.setCertificateEntry("edge", CertificateFactory.getInstance("X.509")
				.generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), null);
			return context;
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("The stack's authority cannot be trusted", ex);
		}
	}

}
