/** What a visitor has written and seen, and must therefore see again. */
@NullMarked
@ApplicationModule(allowedDependencies = { "position", "token" })
package com.foobar.consistency;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
