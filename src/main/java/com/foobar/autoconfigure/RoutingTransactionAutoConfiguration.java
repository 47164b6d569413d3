package com.foobar.autoconfigure;

import com.foobar.routing.RoutingDataSource;
import com.foobar.transaction.RoutingTransactionManager;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.TransactionManager;

/**
 * Runs transactions over the {@link RoutingDataSource}, unless another transaction
 * manager does, such as that of JPA.
 */
@AutoConfiguration(after = { RoutingAutoConfiguration.class, TransactionManagerCustomizationAutoConfiguration.class },
		afterName = "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
		before = DataSourceTransactionManagerAutoConfiguration.class)
@ConditionalOnBean(RoutingDataSource.class)
public final class RoutingTransactionAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(TransactionManager.class)
	RoutingTransactionManager transactionManager(RoutingDataSource dataSource, SQLExceptionTranslator translator,
			ObjectProvider<TransactionManagerCustomizers> customizers) {
		JdbcTransactionManager transactionManager = new JdbcTransactionManager(dataSource);
		transactionManager.setExceptionTranslator(translator);
		customizers.ifAvailable((customizer) -> customizer.customize(transactionManager));
		return new RoutingTransactionManager(transactionManager);
	}

}
