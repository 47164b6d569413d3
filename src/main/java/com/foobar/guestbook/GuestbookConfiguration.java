package com.foobar.guestbook;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.scheduling.annotation.EnableScheduling;

/** What the guestbook needs beside its own types. */
@Configuration(proxyBeanMethods = false)
@EnableResilientMethods
@EnableScheduling
class GuestbookConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Clock clock() {
		return Clock.systemUTC();
	}

	/**
	 * Its order is the last, so that what others add is there before anything is sent.
	 */
	@Bean
	FilterRegistrationBean<WholeAnswerFilter> wholeAnswerFilter() {
		FilterRegistrationBean<WholeAnswerFilter> registration = new FilterRegistrationBean<>(new WholeAnswerFilter());
		registration.addUrlPatterns("/api/*");
		return registration;
	}

}
