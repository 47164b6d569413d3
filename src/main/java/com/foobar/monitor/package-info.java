/** Asks every database node again and again, and keeps the topology by what it says. */
@NullMarked
@ApplicationModule(allowedDependencies = { "topology", "position", "pool" })
package com.foobar.monitor;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
