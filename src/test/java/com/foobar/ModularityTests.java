package com.foobar;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;

/** Tests that every package uses only what its {@code package-info.java} allows. */
class ModularityTests {

	@Test
	void packagesUseOnlyWhatTheyDeclare() {
		ApplicationModules.of(FoobarApplication.class).verify();
	}

}
