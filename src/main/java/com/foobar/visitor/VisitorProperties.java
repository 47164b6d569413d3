package com.foobar.visitor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * How visitors are recognised.
 *
 * @param visitorKey the secret that signs the cookies, the same on every instance, 32 to
 * 1024 characters; whoever knows it can be anybody
 */
@ConfigurationProperties("guestbook")
@Validated
record VisitorProperties(@NotNull @Size(min = 32, max = 1024) String visitorKey) {

	@Override
	public String toString() {
		return "VisitorProperties[visitorKey=…]";
	}

}
