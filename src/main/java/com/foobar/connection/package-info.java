/**
 * The connection an application holds, which takes a physical one for each transaction.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "statement" })
package com.foobar.connection;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
