/** Tests of the running Compose stack, through its load balancer. */
@NullMarked
package com.foobar.stack;

import org.jspecify.annotations.NullMarked;
