/** What routing costs beside doing without it, measured in one run. */
@NullMarked
package com.foobar.benchmark;

import org.jspecify.annotations.NullMarked;
