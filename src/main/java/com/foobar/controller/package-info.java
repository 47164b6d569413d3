/**
 * The program that keeps a pair of MySQL servers in order: a service that watches it, and
 * the commands of its operator.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "backup", "command", "pair", "pool", "position", "server" })
package com.foobar.controller;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
