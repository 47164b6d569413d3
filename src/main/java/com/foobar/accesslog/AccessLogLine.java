package com.foobar.accesslog;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * What is written of a request. Immutable.
 *
 * @param time when it ended, in UTC
 * @param id what the load balancer calls it; {@code null} if it did not come from there
 * @param client where it came from in the first place
 * @param method its method
 * @param uri its path and query as they were sent; {@code null} if they made no sense
 * @param status the answer's status
 * @param bytes the length of the answer's body
 * @param seconds how long it took here
 */
record AccessLogLine(String time, @Nullable String id, String client, @Nullable String method, @Nullable String uri,
		int status, long bytes, double seconds) {

	static AccessLogLine of(Request request, Response response, Instant end, Duration duration) {
		String query = request.getQueryString();
		return new AccessLogLine(end.toString(), request.getHeader("X-Request-Id"), client(request),
				request.getMethod(), (query != null) ? request.getRequestURI() + "?" + query : request.getRequestURI(),
				response.getStatus(), response.getBytesWritten(false), duration.toNanos() / 1000 / 1e6);
	}

	/** The first in the row of proxies, where Tomcat was told to believe them. */
	private static String client(Request request) {
		Object forwarded = request.getAttribute(AccessLog.REMOTE_ADDR_ATTRIBUTE);
		return Objects.toString((forwarded != null) ? forwarded : request.getRemoteAddr(), "");
	}

}
