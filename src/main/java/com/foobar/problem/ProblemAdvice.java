package com.foobar.problem;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;

import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * Turns whatever a request failed with into a problem detail and adds the offending
 * fields to those of bad input. Stateless.
 */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {

	@Override
	protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		return refuse(ex, ex.getBody(), fieldErrors(ex.getFieldErrors().stream()), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
			HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		List<FieldError> errors = ex.getParameterValidationResults().stream().flatMap(ProblemAdvice::errorsOf).toList();
		return refuse(ex, ex.getBody(), errors, headers, status, request);
	}

	private static Stream<FieldError> errorsOf(ParameterValidationResult result) {
		if (result instanceof ParameterErrors errors) {
			return fieldErrors(errors.getFieldErrors().stream()).stream();
		}
		String name = nameOf(result.getMethodParameter());
		return result.getResolvableErrors().stream().map((error) -> new FieldError(name, messageOf(error)));
	}

	private static String nameOf(MethodParameter parameter) {
		RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
		return (header != null) ? header.name() : String.valueOf(parameter.getParameterName());
	}

	private static List<FieldError> fieldErrors(Stream<org.springframework.validation.FieldError> errors) {
		return errors.map((error) -> new FieldError(error.getField(), messageOf(error))).toList();
	}

	private static String messageOf(MessageSourceResolvable error) {
		return String.valueOf(error.getDefaultMessage());
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		String name = (ex instanceof MethodArgumentTypeMismatchException mismatch) ? mismatch.getName()
				: String.valueOf(ex.getPropertyName());
		FieldError error = new FieldError(name, "must be a whole number");
		return refuse(ex, ProblemDetail.forStatus(status), List.of(error), headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		if (ex.getRootCause() instanceof ProblemException problem) {
			return handleErrorResponseException(problem, headers, problem.getStatusCode(), request);
		}
		if (ex.getCause() instanceof JacksonException failure && !failure.getPath().isEmpty()) {
			String field = String.valueOf(failure.getPath().get(0).getPropertyName());
			FieldError error = new FieldError(field, "has a value of the wrong type");
			return refuse(ex, ProblemDetail.forStatus(status), List.of(error), headers, status, request);
		}
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, (ex.getCause() instanceof StreamReadException)
				? "The body is not well-formed JSON in UTF-8" : "The body must be a JSON object");
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@Override
	protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(NoResourceFoundException ex,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "There is nothing at this address");
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@ExceptionHandler
	@Nullable ResponseEntity<Object> handleUndecodable(InvalidParameterException ex, WebRequest request) {
		HttpStatus status = HttpStatus.BAD_REQUEST;
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "The query is not encoded UTF-8");
		return handleExceptionInternal(ex, problem, new HttpHeaders(), status, request);
	}

	private @Nullable ResponseEntity<Object> refuse(Exception ex, ProblemDetail problem, List<FieldError> unordered,
			HttpHeaders headers, HttpStatusCode status, WebRequest request) {
		List<FieldError> errors = unordered.stream().sorted(Comparator.comparing(FieldError::field)).toList();
		problem.setDetail(
				String.join("; ", errors.stream().map((error) -> error.field() + " " + error.message()).toList()));
		problem.setProperty(FieldError.PROPERTY, errors);
		return handleExceptionInternal(ex, problem, headers, status, request);
	}

	@Override
	protected ResponseEntity<Object> createResponseEntity(@Nullable Object body, HttpHeaders headers,
			HttpStatusCode status, WebRequest request) {
		if (body instanceof ProblemDetail problem && request instanceof ServletWebRequest web) {
			problem.setInstance(instance(web.getRequest().getRequestURI()));
		}
		return super.createResponseEntity(body, headers, status, request);
	}

	/**
	 * The request's path as far as it is a URI, which not every path is that a server
	 * lets pass.
	 */
	static URI instance(String path) {
		try {
			return new URI("/" + path.replaceFirst("^/+", ""));
		}
		catch (URISyntaxException ex) {
			return URI.create("/");
		}
	}

	@ExceptionHandler
	@Nullable ResponseEntity<Object> handleUnexpected(RuntimeException ex, WebRequest request) {
		this.logger.error("Answering 500 to " + request.getDescription(false), ex);
		HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, "The request failed for a reason of ours");
		return handleExceptionInternal(ex, problem, new HttpHeaders(), status, request);
	}

}
