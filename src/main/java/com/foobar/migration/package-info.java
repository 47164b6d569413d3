/**
 * Changes the tables on the primary, as a user of its own, before the application serves.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "autoconfigure", "pool", "routing", "topology" })
package com.foobar.migration;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
