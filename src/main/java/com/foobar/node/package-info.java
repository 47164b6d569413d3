/** The nodes as transactions use them: their connections, and how they are doing. */
@NullMarked
@ApplicationModule(allowedDependencies = { "decision", "pool", "position", "topology" })
package com.foobar.node;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
