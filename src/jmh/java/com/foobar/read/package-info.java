/** What the benchmarks measure inside of leading a read. */
@NullMarked
package com.foobar.read;

import org.jspecify.annotations.NullMarked;
