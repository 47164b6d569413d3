/** Who is visiting: an identity carried by a signed cookie, without an account. */
@NullMarked
@ApplicationModule(allowedDependencies = { "problem" })
package com.foobar.visitor;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
