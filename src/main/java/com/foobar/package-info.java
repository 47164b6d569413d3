/** The application itself; every package below it is a module of its own. */
@NullMarked
package com.foobar;

import org.jspecify.annotations.NullMarked;
