/**
 * A MySQL server as its operator sees it: what it says of itself, and what changes its
 * role.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "pool", "position" })
package com.foobar.server;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
