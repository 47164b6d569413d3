/**
 * Lets proxies leave an instance that is about to stop, so that no request is lost with
 * it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package com.foobar.drain;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
