package com.foobar.drain;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the drain between the order to stop and the web server's end. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DrainProperties.class)
class DrainConfiguration {

	@Bean
	Drain drain(DrainProperties properties) {
		return new Drain(properties);
	}

	@Bean
	FilterRegistrationBean<DrainFilter> drainFilter(Drain drain) {
		FilterRegistrationBean<DrainFilter> registration = new FilterRegistrationBean<>(new DrainFilter(drain));
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

}
