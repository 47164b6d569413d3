package com.foobar.autoconfigure;

import com.foobar.routing.RoutingDataSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Import;
import org.springframework.orm.jpa.JpaTransactionManager;

/** Has transactions of JPA refuse what those of JDBC do. */
@AutoConfiguration(after = RoutingAutoConfiguration.class)
@ConditionalOnClass(name = "jakarta.persistence.EntityManagerFactory", value = JpaTransactionManager.class)
@ConditionalOnBean(RoutingDataSource.class)
@Import(JpaTransactionManagerWrapper.class)
public final class JpaTransactionAutoConfiguration {

}
