/** Where transactions went and why, or why nowhere, as an application learns of it. */
@NullMarked
@ApplicationModule(allowedDependencies = { "topology" })
package com.foobar.decision;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
