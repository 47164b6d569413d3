package com.foobar.web;

import java.io.IOException;

import com.foobar.consistency.ConsistencyScope;
import com.foobar.consistency.ConsistencyScopes;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Opens a consistency scope for each request with the token it brings, and answers with
 * what there is to be seen again by then, also where the request fails. A request that
 * goes on asynchronously shares its first scope when it is taken up again; tasks that are
 * {@linkplain ConsistencyScope#handOver handed over} add to it.
 */
final class ConsistencyFilter extends OncePerRequestFilter {

	private static final String SCOPE = ConsistencyFilter.class.getName() + ".scope";

	private final ConsistencyScopes scopes;

	private final TokenTransport transport;

	ConsistencyFilter(ConsistencyScopes scopes, TokenTransport transport) {
		this.scopes = scopes;
		this.transport = transport;
	}

	@Override
	protected boolean shouldNotFilterAsyncDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		ConsistencyScope first = (ConsistencyScope) request.getAttribute(SCOPE);
		try (ConsistencyScope scope = (first != null) ? first.shared()
				: this.scopes.open(this.transport.read(request))) {
			request.setAttribute(SCOPE, (first != null) ? first : scope);
			answer(request, response, (first != null) ? first : scope, chain);
		}
	}

	/** The response is ours already where the request is taken up again with it. */
	private void answer(HttpServletRequest request, HttpServletResponse response, ConsistencyScope scope,
			FilterChain chain) throws ServletException, IOException {
		TokenResponse ours = WebUtils.getNativeResponse(response, TokenResponse.class);
		TokenResponse reply = (ours != null) ? ours : new TokenResponse(request, response, scope, this.transport);
		try {
			chain.doFilter(request, (ours != null) ? response : reply);
		}
		finally {
			if (!request.isAsyncStarted()) {
				reply.begin();
			}
		}
	}

}
