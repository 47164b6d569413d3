package com.foobar.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What visitors see of routing.
 *
 * @param servedBy whether responses name the instance and the database nodes behind them
 * @param consistencyCookies whether browsers are given what they have written and seen as
 * cookies; with {@code false} only the header carries it
 */
@ConfigurationProperties("foobar.web")
public record WebSettings(@DefaultValue("true") boolean servedBy, @DefaultValue("true") boolean consistencyCookies) {

}
