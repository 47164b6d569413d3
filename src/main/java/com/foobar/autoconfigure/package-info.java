/** Gives a Spring Boot application its routing data source by properties alone. */
@NullMarked
@ApplicationModule(allowedDependencies = { "connection", "consistency", "decision", "monitor", "pool", "position",
		"routing", "token", "topology", "transaction" })
package com.foobar.autoconfigure;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
