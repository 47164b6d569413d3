package com.foobar.visitor;

import java.util.List;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets controller methods ask for their {@link Visitor}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VisitorProperties.class)
class VisitorConfiguration implements WebMvcConfigurer {

	private final VisitorCookie cookie;

	VisitorConfiguration(VisitorProperties properties) {
		this.cookie = new VisitorCookie(properties.key());
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new VisitorArgumentResolver(this.cookie));
	}

}
