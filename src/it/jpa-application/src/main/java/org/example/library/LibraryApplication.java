package org.example.library;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Serves a library, visits it, makes mistakes and loses connections, and prints what came
 * of it.
 */
@SpringBootApplication
class LibraryApplication {

	private static final int VISITS = 20;

	public static void main(String[] args) throws Exception {
		try (ConfigurableApplicationContext context = SpringApplication.run(LibraryApplication.class, args)) {
			Visitor visitor = new Visitor(((WebServerApplicationContext) context).getWebServer().getPort());
			for (int visit = 0; visit < VISITS; visit++) {
				System.out.println("added on: " + visitor.post("/books"));
				System.out.println("counted next: " + visitor.get("/books"));
				System.out.println("in one session: " + visitor.post("/books/between-counts"));
			}
			for (int visit = 0; visit < VISITS; visit++) {
				Thread.sleep(100);
				System.out.println("counted in the end: " + visitor.get("/books"));
			}
			Library library = context.getBean(Library.class);
			tell("adds while reading", library::addWhileReading);
			tell("updates while reading", library::updateWhileReading);
			tell("cut before a statement", library::addAndBeCutBeforeTheEnd);
			tell("cut before the commit", library::addAndBeCut);
			System.out.println("books in the end: " + library.count());
		}
	}

	private static void tell(String what, Runnable transaction) {
		try {
			transaction.run();
			System.out.println(what + ": done");
		}
		catch (RuntimeException ex) {
			System.out.println(what + ": " + ex.getClass().getName() + ": " + ex.getMessage());
		}
	}

}
