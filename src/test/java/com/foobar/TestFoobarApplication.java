package com.foobar;

import com.foobar.fixture.DatabasePair;

import org.springframework.boot.SpringApplication;

/**
 * The site on the databases of the integration tests: {@code ./mvnw spring-boot:test-run}
 * and http://localhost:8080.
 */
public final class TestFoobarApplication {

	private TestFoobarApplication() {
	}

	public static void main(String[] args) {
		DatabasePair pair = DatabasePair.get();
		pair.properties().forEach(System::setProperty);
		pair.stopAfter(SpringApplication.from(FoobarApplication::main).run(args).getApplicationContext());
	}

}
