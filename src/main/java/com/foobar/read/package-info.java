/** Leads a read to a node that has what it must see. */
@NullMarked
@ApplicationModule(allowedDependencies = { "connection", "consistency", "decision", "node", "pool", "position", "token",
		"topology" })
package com.foobar.read;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
