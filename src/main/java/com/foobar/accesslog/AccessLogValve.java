package com.foobar.accesslog;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import jakarta.servlet.ServletException;
import org.apache.catalina.AccessLog;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has Tomcat write a line when a request has ended, those among it that it refuses
 * itself. Safe for use by many threads.
 */
final class AccessLogValve extends ValveBase implements AccessLog {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final BatchedOutput output = new BatchedOutput();

	AccessLogValve() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		getNext().invoke(request, response);
	}

	@Override
	public void log(Request request, Response response, long nanos) {
		this.output.write(
				JSON.writeValueAsString(AccessLogLine.of(request, response, Instant.now(), Duration.ofNanos(nanos))));
	}

	/** Lines of requests that are still under way follow one by one. */
	@Override
	protected void stopInternal() throws LifecycleException {
		super.stopInternal();
		this.output.close();
	}

	@Override
	public void setRequestAttributesEnabled(boolean enabled) {
	}

	@Override
	public boolean getRequestAttributesEnabled() {
		return false;
	}

}
