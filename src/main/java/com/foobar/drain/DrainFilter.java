package com.foobar.drain;

import java.io.IOException;
import java.util.Set;

import com.foobar.drain.Drain.Stage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells proxies with each answer that this instance is about to stop. In the end it
 * answers {@code GET} and {@code HEAD} with 502, which a proxy may take as its order to
 * ask another instance, and to leave this one out for a while. Whatever else comes is
 * done: nobody may send it twice.
 */
final class DrainFilter extends OncePerRequestFilter {

	private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");

	private final Drain drain;

	DrainFilter(Drain drain) {
		this.drain = drain;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Stage stage = this.drain.stage();
		if (stage == Stage.NOTICE || stage == Stage.HANDOVER) {
			response.setHeader(HttpHeaders.CONNECTION, "close");
		}
		if (stage == Stage.HANDOVER && REPEATABLE.contains(request.getMethod())) {
			response.setHeader(HttpHeaders.RETRY_AFTER, "1");
			response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
		}
		else {
			chain.doFilter(request, response);
		}
	}

}
