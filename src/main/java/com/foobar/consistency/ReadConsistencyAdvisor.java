package com.foobar.consistency;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.MethodClassKey;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Applies {@link ReadConsistency} to beans, outside of their transactions. Safe for use
 * by many threads. As a bean it needs the role of infrastructure, or the proxies made for
 * transactions do not take it up.
 */
public final class ReadConsistencyAdvisor extends StaticMethodMatcherPointcutAdvisor {

	private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 100;

	private final transient Map<MethodClassKey, Consistency> consistencies = new ConcurrentHashMap<>();

	/**
	 * An advisor that comes before those for transactions.
	 */
	public ReadConsistencyAdvisor() {
		setOrder(ORDER);
		setAdvice((MethodInterceptor) this::invoke);
	}

	/**
	 * Whether the method or its class is annotated.
	 * @throws IllegalArgumentException if the annotation makes no sense, when the bean is
	 * created
	 */
	@Override
	public boolean matches(Method method, Class<?> type) {
		return find(method, type) != null;
	}

	private @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> type = (target != null) ? AopUtils.getTargetClass(target) : invocation.getMethod().getDeclaringClass();
		Consistency consistency = find(invocation.getMethod(), type);
		return (consistency != null) ? proceed(invocation, consistency) : invocation.proceed();
	}

	private static @Nullable Object proceed(MethodInvocation invocation, Consistency consistency) throws Throwable {
		ConsistencyScope scope = ConsistencyScope.nested(consistency);
		try {
			return invocation.proceed();
		}
		finally {
			scope.close();
		}
	}

	private @Nullable Consistency find(Method method, Class<?> type) {
		return this.consistencies.computeIfAbsent(new MethodClassKey(method, type), (key) -> resolve(method, type));
	}

	private static @Nullable Consistency resolve(Method method, Class<?> type) {
		Method specific = AopUtils.getMostSpecificMethod(method, type);
		ReadConsistency annotation = AnnotatedElementUtils.findMergedAnnotation(specific, ReadConsistency.class);
		if (annotation == null) {
			annotation = AnnotatedElementUtils.findMergedAnnotation(type, ReadConsistency.class);
		}
		return (annotation != null) ? consistency(annotation, specific) : null;
	}

	private static Consistency consistency(ReadConsistency annotation, Method method) {
		try {
			Duration maxLag = annotation.maxLag().isEmpty() ? null : DurationStyle.detectAndParse(annotation.maxLag());
			return new Consistency(annotation.value(), maxLag);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("@ReadConsistency of %s: %s".formatted(method, ex.getMessage()), ex);
		}
	}

}
