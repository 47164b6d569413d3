/** How far a node's history reaches, as a value that can be compared without asking. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package com.foobar.position;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
