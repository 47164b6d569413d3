package com.foobar.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.foobar.decision.Reason;
import com.foobar.decision.RoutingDecision;
import com.foobar.decision.RoutingListener;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Names the database nodes behind a response in its {@code X-Served-By-Db} header, each
 * with the reason why, in the order of their first use, such as
 * {@code db1;reason=write, db2;reason=replica}; and marks a response that may be stale.
 * The headers are set when a transaction gets its connection, before any of the body is
 * written. Safe for use by many threads: all state is in the response of the calling
 * thread.
 */
final class RoutingHeaders implements RoutingListener {

	static final String APP = "X-Served-By-App";

	static final String DATABASE = "X-Served-By-Db";

	/** As RFC 7234 had it; its successor knows no other. */
	private static final String STALE = "110 - \"Response is Stale\"";

	private final boolean servedBy;

	RoutingHeaders(boolean servedBy) {
		this.servedBy = servedBy;
	}

	@Override
	public void routed(RoutingDecision decision) {
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
				&& request.getResponse() != null) {
			add(request.getResponse(), decision);
		}
	}

	private void add(HttpServletResponse response, RoutingDecision decision) {
		if (decision.reason() == Reason.STALE) {
			response.setHeader(HttpHeaders.WARNING, STALE);
		}
		if (this.servedBy) {
			addNode(response, decision.node() + ";reason=" + decision.reason());
		}
	}

	private static void addNode(HttpServletResponse response, String node) {
		Set<String> nodes = new LinkedHashSet<>();
		String before = response.getHeader(DATABASE);
		if (before != null) {
			nodes.addAll(List.of(before.split(", ")));
		}
		nodes.add(node);
		response.setHeader(DATABASE, StringUtils.collectionToDelimitedString(nodes, ", "));
	}

}
