package com.foobar.consistency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How fresh the reads of a method must be, or of all methods of a class, as by
 * {@link Consistency#call}: the method's own comes before its class's. Takes effect
 * before a {@code @Transactional} on the same method, and like it on calls from other
 * beans only.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface ReadConsistency {

	/**
	 * What reads must at least contain.
	 * @return the mode
	 */
	Consistency.Mode value();

	/**
	 * For {@link Consistency.Mode#BOUNDED} how far behind a replica may be, such as
	 * {@code 2s}, from 1 s to 1 h.
	 * @return the maximum lag, empty for other modes
	 */
	String maxLag() default "";

}
