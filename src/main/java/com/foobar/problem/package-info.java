/**
 * Every refusal of the site as an RFC 9457 problem detail that names the offending field.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package com.foobar.problem;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
