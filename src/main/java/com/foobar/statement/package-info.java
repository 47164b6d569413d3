/**
 * Statements that are made when they are first needed, and what their text says of them.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package com.foobar.statement;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
