/** Transactions over a routing data source: what they refuse, and how they fail. */
@NullMarked
@ApplicationModule(allowedDependencies = { "decision", "pool" })
package com.foobar.transaction;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
