/**
 * Has every database node asked again and again, and keeps the topology by what it says.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "topology", "position", "pool", "probe" })
package com.foobar.monitor;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
