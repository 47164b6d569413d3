/** Puts a server's data into files and back, by the tools that come with MySQL. */
@NullMarked
@ApplicationModule(allowedDependencies = { "pool", "position", "server" })
package com.foobar.backup;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
