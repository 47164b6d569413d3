/** What routing does and what the nodes are like, as Micrometer meters. */
@NullMarked
@ApplicationModule(allowedDependencies = { "autoconfigure", "decision", "token", "topology", "position" })
package com.foobar.metrics;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
