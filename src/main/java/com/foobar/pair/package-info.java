/**
 * What is to be done about a pair of MySQL servers, as a function of what they say, and
 * how it is done: exactly one takes writes, and all others follow it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "pool", "position", "server" })
package com.foobar.pair;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
