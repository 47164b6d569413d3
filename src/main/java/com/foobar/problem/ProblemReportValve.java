package com.foobar.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Answers what Tomcat refuses before it reaches the application, such as a malformed
 * request target, in the form of all other refusals. Tomcat makes it by its class name.
 */
public final class ProblemReportValve extends ErrorReportValve {

	private static final Log logger = LogFactory.getLog(ProblemReportValve.class);

	@Override
	protected void report(Request request, Response response, @Nullable Throwable throwable) {
		int code = response.getStatus();
		if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		HttpStatus status = HttpStatus.resolve(code);
		String title = (status != null) ? status.getReasonPhrase() : "Error";
		byte[] body = "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d}".formatted(title, code)
			.getBytes(StandardCharsets.UTF_8);
		write(response, body);
	}

	private static void write(Response response, byte[] body) {
		try {
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.setContentLength(body.length);
			response.getResponse().getOutputStream().write(body);
			response.finishResponse();
		}
		catch (IOException ex) {
			logger.debug("The client went away before it was told of its error", ex);
		}
	}

}
