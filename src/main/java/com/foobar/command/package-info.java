/** What an operator can ask the controller for, one command at a time. */
@NullMarked
@ApplicationModule(allowedDependencies = { "backup", "pair", "pool", "position", "server" })
package com.foobar.command;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
