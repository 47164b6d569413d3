package com.foobar.guestbook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import com.foobar.transaction.TransactionUndoneException;

import org.springframework.core.annotation.AliasFor;
import org.springframework.resilience.annotation.Retryable;

/**
 * Transaction that is repeated as a whole when a node failed under it and it has not
 * taken place, as while the primary moves. Repetitions begin within the time that a write
 * may be held, up to 5 of them; each is held back while there is no primary.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Retryable(maxRetries = 5, delay = 50, multiplier = 2, timeoutString = "${foobar.routing.write-hold:5s}")
@interface Repeated {

	/**
	 * Failures after which it may be done again without being done twice.
	 * @return the exceptions' types
	 */
	@AliasFor(annotation = Retryable.class, attribute = "includes")
	Class<? extends Throwable>[] value() default TransactionUndoneException.class;

}
