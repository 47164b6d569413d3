package com.foobar.web;

import java.util.Objects;

import com.foobar.autoconfigure.ConsistencyAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingWebAutoConfigurationTests {

	private final WebApplicationContextRunner application = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ConsistencyAutoConfiguration.class, RoutingWebAutoConfiguration.class))
		.withPropertyValues("foobar.consistency.keys=the key of every instance of this site");

	@Test
	void instanceIsNamedInEveryResponse() {
		this.application.withPropertyValues("foobar.instance=app1").run((context) -> {
			MockHttpServletResponse response = new MockHttpServletResponse();
			FilterRegistrationBean<?> registration = context.getBean("servedByAppFilter", FilterRegistrationBean.class);
			Objects.requireNonNull(registration.getFilter())
				.doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
			assertThat(response.getHeader(RoutingHeaders.APP)).isEqualTo("app1");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "foobar.web.served-by=true", "foobar.web.served-by=false,foobar.instance=app1" })
	void instanceIsNotNamedWithoutANameOrWhereThatIsSwitchedOff(String properties) {
		this.application.withPropertyValues(properties.split(","))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("servedByAppFilter"));
	}

	@Test
	void databaseFailuresAreLeftToTheApplicationWhereThatIsSwitchedOff() {
		this.application.run((context) -> assertThat(context).hasSingleBean(DatabaseFailureAdvice.class));
		this.application.withPropertyValues("foobar.web.database-failures=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DatabaseFailureAdvice.class));
	}

	@Test
	void applicationWithoutAWebServerHasNoneOfIt() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(RoutingWebAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(RoutingHeaders.class));
	}

}
