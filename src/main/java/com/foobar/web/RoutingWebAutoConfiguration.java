package com.foobar.web;

import com.foobar.routing.RoutingAutoConfiguration;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

/** Tells each visitor who served them, and turns database failures into HTTP answers. */
@AutoConfiguration(before = RoutingAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
public final class RoutingWebAutoConfiguration {

	@Bean
	ServedByHeaders servedByHeaders() {
		return new ServedByHeaders();
	}

	/** Names this instance in every response, refusals included. */
	@Bean
	@ConditionalOnProperty("foobar.instance")
	FilterRegistrationBean<Filter> servedByAppFilter(@Value("${foobar.instance}") String instance) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			((HttpServletResponse) response).setHeader(ServedByHeaders.APP, instance);
			chain.doFilter(request, response);
		});
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

	@Bean
	DatabaseFailureAdvice databaseFailureAdvice() {
		return new DatabaseFailureAdvice();
	}

}
