package com.foobar.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What visitors see of routing.
 *
 * @param servedBy whether responses name the instance and the database nodes behind them
 * @param consistencyCookies whether browsers are given what they have written and seen as
 * cookies; with "false" only the header carries it
 * @param databaseFailures whether a request that fails for want of a database node is
 * answered with 503 and a time to come back, before an advice of the application sees the
 * exception; that goes for every data store whose exceptions Spring translates
 */
@ConfigurationProperties("foobar.web")
public record WebSettings(@DefaultValue("true") boolean servedBy, @DefaultValue("true") boolean consistencyCookies,
		@DefaultValue("true") boolean databaseFailures) {

}
