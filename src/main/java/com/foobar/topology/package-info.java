/** What the cluster looks like right now, as one immutable snapshot after the other. */
@NullMarked
@ApplicationModule(allowedDependencies = { "position" })
package com.foobar.topology;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
