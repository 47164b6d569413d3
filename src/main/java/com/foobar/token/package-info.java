/** What a visitor must see again, as a value and as a signed text. */
@NullMarked
@ApplicationModule(allowedDependencies = { "position" })
package com.foobar.token;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
