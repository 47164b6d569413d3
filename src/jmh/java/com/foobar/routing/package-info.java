/** What the benchmarks measure inside of routing. */
@NullMarked
package com.foobar.routing;

import org.jspecify.annotations.NullMarked;
