package com.foobar.autoconfigure;

import com.foobar.transaction.RoutingTransactionManager;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.JpaTransactionManager;

/**
 * Puts a {@link RoutingTransactionManager} before each transaction manager of JPA.
 * Stateless.
 */
final class JpaTransactionManagerWrapper implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof JpaTransactionManager manager) ? new RoutingTransactionManager(manager) : bean;
	}

}
