package com.foobar.accesslog;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Writes the access log where {@code foobar.access-log} is {@code true}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("foobar.access-log")
class AccessLogConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLog() {
		return (factory) -> factory.addEngineValves(new AccessLogValve());
	}

}
