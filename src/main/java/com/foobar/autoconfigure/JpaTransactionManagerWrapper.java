package com.foobar.autoconfigure;

import javax.sql.DataSource;

import com.foobar.routing.RoutingDataSource;
import com.foobar.transaction.RoutingTransactionManager;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.orm.jpa.JpaTransactionManager;

/**
 * Puts a {@link RoutingTransactionManager} before a transaction manager of JPA whose
 * transactions are routed; one over another data source stays as it is. Stateless.
 */
final class JpaTransactionManagerWrapper implements BeanPostProcessor {

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof JpaTransactionManager manager && isRouted(manager.getDataSource()))
				? new RoutingTransactionManager(manager) : bean;
	}

	private static boolean isRouted(@Nullable DataSource dataSource) {
		return dataSource != null && DataSourceUnwrapper.unwrap(dataSource, RoutingDataSource.class) != null;
	}

}
