package com.foobar.web;

import java.time.Duration;

import com.foobar.pool.Failures;
import com.foobar.transaction.CommitOutcomeUnknownException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers 503 with {@code Retry-After} when a database node could not do its part, so
 * that clients come back instead of taking it for a fault of their request. Says nothing
 * of the nodes to the visitor; logs it for the operator. Stateless.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseFailureAdvice {

	private static final Log logger = LogFactory.getLog(DatabaseFailureAdvice.class);

	private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

	@ExceptionHandler({ DataAccessResourceFailureException.class, TransientDataAccessResourceException.class,
			RecoverableDataAccessException.class, QueryTimeoutException.class, CannotCreateTransactionException.class })
	ResponseEntity<ProblemDetail> unavailable(RuntimeException failure) {
		logger.warn("Answering 503: " + Failures.describe(failure));
		return answer("The database cannot answer at the moment. Try again soon.");
	}

	/** Whoever tries again blindly may do twice what should be done once. */
	@ExceptionHandler(CommitOutcomeUnknownException.class)
	ResponseEntity<ProblemDetail> unknown(CommitOutcomeUnknownException failure) {
		logger.warn("Answering 503: " + Failures.describe(failure));
		return answer(
				"The database has not confirmed the change: it may have been made or not. Look before trying again"
						+ " without a key that makes trying twice safe.");
	}

	private static ResponseEntity<ProblemDetail> answer(String detail) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail);
		return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER.toSeconds()))
			.body(problem);
	}

}
