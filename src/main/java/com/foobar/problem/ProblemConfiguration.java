package com.foobar.problem;

import org.apache.catalina.core.StandardHost;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Makes the container and the JSON parser as strict, and as plain-spoken, as the rest.
 */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemReports() {
		return (factory) -> factory.addContextCustomizers((context) -> {
			if (context.getParent() instanceof StandardHost host) {
				host.setErrorReportValveClass(ProblemReportValve.class.getName());
			}
		});
	}

	/** A number is not a text, and a name stands once. */
	@Bean
	JsonMapperBuilderCustomizer strictJson() {
		return (builder) -> builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.withCoercionConfig(LogicalType.Textual, (text) -> {
				for (CoercionInputShape shape : new CoercionInputShape[] { CoercionInputShape.Integer,
						CoercionInputShape.Float, CoercionInputShape.Boolean }) {
					text.setCoercion(shape, CoercionAction.Fail);
				}
			})
			.withCoercionConfig(LogicalType.Integer, (number) -> {
				for (CoercionInputShape shape : new CoercionInputShape[] { CoercionInputShape.String,
						CoercionInputShape.Float, CoercionInputShape.Boolean, CoercionInputShape.EmptyString }) {
					number.setCoercion(shape, CoercionAction.Fail);
				}
			});
	}

}
