/** One JSON line per request on standard output, as the tiers in front write it. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package com.foobar.accesslog;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
