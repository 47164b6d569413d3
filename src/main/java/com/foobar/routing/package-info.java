/** Chooses the database node for a transaction and hands out its connection. */
@NullMarked
@ApplicationModule(allowedDependencies = { "connection", "consistency", "decision", "node", "pool", "position", "probe",
		"read", "topology" })
package com.foobar.routing;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
