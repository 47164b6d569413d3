package com.foobar.web;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.foobar.routing.RoutingDecision;
import com.foobar.routing.RoutingListener;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.util.StringUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Names the database nodes behind a response in its {@code X-Served-By-Db} header, in the
 * order of their first use. The header is set when a transaction gets its connection,
 * before any of the body is written. Safe for use by many threads: all state is in the
 * response of the calling thread.
 */
final class ServedByHeaders implements RoutingListener {

	static final String APP = "X-Served-By-App";

	static final String DATABASE = "X-Served-By-Db";

	@Override
	public void routed(RoutingDecision decision) {
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
				&& request.getResponse() != null) {
			add(request.getResponse(), decision.node());
		}
	}

	private static void add(HttpServletResponse response, String node) {
		Set<String> nodes = new LinkedHashSet<>();
		String before = response.getHeader(DATABASE);
		if (before != null) {
			nodes.addAll(List.of(before.split(", ")));
		}
		nodes.add(node);
		response.setHeader(DATABASE, StringUtils.collectionToDelimitedString(nodes, ", "));
	}

}
