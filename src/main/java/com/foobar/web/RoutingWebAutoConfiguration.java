package com.foobar.web;

import com.foobar.autoconfigure.ConsistencyAutoConfiguration;
import com.foobar.autoconfigure.RoutingAutoConfiguration;
import com.foobar.consistency.ConsistencyScopes;
import com.foobar.consistency.ConsistencySettings;
import com.foobar.token.TokenCodec;
import com.foobar.token.TokenListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Tells each visitor who served them, and turns database failures into HTTP answers. */
@AutoConfiguration(after = ConsistencyAutoConfiguration.class, before = RoutingAutoConfiguration.class)
@EnableConfigurationProperties(WebSettings.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
public final class RoutingWebAutoConfiguration {

	@Bean
	RoutingHeaders routingHeaders(WebSettings settings) {
		return new RoutingHeaders(settings.servedBy());
	}

	/** Outside of everything that reads, so that all of a request shares its scope. */
	@Bean
	FilterRegistrationBean<ConsistencyFilter> consistencyFilter(ConsistencyScopes scopes, TokenCodec codec,
			ConsistencySettings consistency, WebSettings settings, ObjectProvider<TokenListener> listeners) {
		TokenTransport transport = new TokenTransport(codec, listeners.orderedStream().toList(), consistency.ttl(),
				settings.consistencyCookies());
		FilterRegistrationBean<ConsistencyFilter> registration = new FilterRegistrationBean<>(
				new ConsistencyFilter(scopes, transport));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
		registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
		return registration;
	}

	/** Names this instance in every response, refusals included. */
	@Bean
	@ConditionalOnProperty("foobar.instance")
	@ConditionalOnBooleanProperty(name = "foobar.web.served-by", matchIfMissing = true)
	FilterRegistrationBean<Filter> servedByAppFilter(@Value("${foobar.instance}") String instance) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			((HttpServletResponse) response).setHeader(RoutingHeaders.APP, instance);
			chain.doFilter(request, response);
		});
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "foobar.web.database-failures", matchIfMissing = true)
	DatabaseFailureAdvice databaseFailureAdvice() {
		return new DatabaseFailureAdvice();
	}

}
