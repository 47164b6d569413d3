/** What operators see of the database nodes through Actuator. */
@NullMarked
@ApplicationModule(allowedDependencies = { "autoconfigure", "topology", "position" })
package com.foobar.health;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
