/** One connection pool per database node and purpose. */
@NullMarked
@ApplicationModule(allowedDependencies = { "position" })
package com.foobar.pool;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
