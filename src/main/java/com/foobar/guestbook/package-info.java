/**
 * The site's own data: entries that anybody reads and their authors edit; knows
 * transactions, not nodes.
 */
@NullMarked
@ApplicationModule(allowedDependencies = { "problem", "transaction", "visitor" })
package com.foobar.guestbook;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
