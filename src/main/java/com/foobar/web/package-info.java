/**
 * What visitors of any application see of routing: who served them, and failures as HTTP
 * answers.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "autoconfigure", "consistency", "decision", "pool", "token", "transaction" })
package com.foobar.web;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
