package com.foobar.autoconfigure;

import java.time.Clock;

import com.foobar.consistency.ConsistencyScopes;
import com.foobar.consistency.ConsistencySettings;
import com.foobar.consistency.ReadConsistencyAdvisor;
import com.foobar.token.TokenCodec;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;

/** Opens consistency scopes, and reads and writes the tokens that connect them. */
@AutoConfiguration
@EnableConfigurationProperties(ConsistencySettings.class)
public final class ConsistencyAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ConsistencyScopes consistencyScopes(ConsistencySettings settings) {
		return new ConsistencyScopes(settings);
	}

	@Bean
	@ConditionalOnMissingBean
	TokenCodec tokenCodec(ConsistencySettings settings) {
		return new TokenCodec(settings.tokens(), Clock.systemUTC());
	}

	@Bean
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static ReadConsistencyAdvisor readConsistencyAdvisor() {
		return new ReadConsistencyAdvisor();
	}

}
