/**
 * What visitors of any application see of routing: who served them, and failures as HTTP
 * answers.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "routing", "pool" })
package com.foobar.web;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
