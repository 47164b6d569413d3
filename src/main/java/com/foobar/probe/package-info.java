/** Asks one database node what it is, and how far it has got. */
@NullMarked
@ApplicationModule(allowedDependencies = { "topology", "position" })
package com.foobar.probe;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
