package com.foobar;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The site www.foobar.com: a guestbook on a database primary and its replicas. */
@SpringBootApplication(scanBasePackages = { "com.foobar.accesslog", "com.foobar.drain", "com.foobar.guestbook",
		"com.foobar.problem", "com.foobar.visitor" })
public class FoobarApplication {

	public static void main(String[] args) {
		SpringApplication.run(FoobarApplication.class, args);
	}

}
