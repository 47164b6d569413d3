package com.foobar.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import com.foobar.fixture.DatabasePair;
import com.foobar.fixture.JavaProcess;
import com.foobar.transaction.CommitOutcomeUnknownException;
import com.foobar.transaction.TransactionUndoneException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.IllegalTransactionStateException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests routing under JPA: in the application under {@code src/it/jpa-application}, which
 * Maven has built with the routing jar from a repository. It runs once, as a visitor of
 * itself.
 */
class JpaApplicationIT {

	private static final Path APPLICATION = Path.of("target/it/jpa-application/target/library.jar");

	private static final int VISITS = 20;

	/** Each visit adds two books. */
	private static final int BOOKS = 2 * VISITS;

	private static JavaProcess application;

	@BeforeAll
	static void run() throws Exception {
		DatabasePair databases = DatabasePair.get();
		databases.primary()
			.admin()
			.sql("CREATE TABLE book (id INT AUTO_INCREMENT PRIMARY KEY, title VARCHAR(80) NOT NULL)")
			.update();
		databases.replica().awaitCaughtUp(Duration.ofSeconds(30));
		application = JavaProcess.run(command(databases));
		assertThat(application.status()).as(() -> String.join("\n", application.output())).isZero();
	}

	/**
	 * No transaction is to fail for the machine being busy. What the driver says of
	 * MariaDB Hibernate does not understand.
	 */
	private static List<String> command(DatabasePair databases) {
		List<String> command = new ArrayList<>(
				List.of("-jar", APPLICATION.toString(), "--server.port=0", "--foobar.routing.monitor.timeout=10s",
						"--foobar.routing.write-hold=30s", "--foobar.routing.pool.acquire-timeout=30s",
						"--foobar.routing.pool.connect-timeout=30s", "--foobar.routing.pool.socket-timeout=30s"));
		databases.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
		String version = databases.primary().admin().sql("SELECT VERSION()").query(String.class).single();
		if (version.contains("MariaDB")) {
			command.add("--spring.jpa.database-platform=org.hibernate.dialect.MariaDBDialect");
		}
		return command;
	}

	@AfterAll
	static void dropTable() {
		DatabasePair.get().primary().admin().sql("DROP TABLE book").update();
	}

	@Test
	void repositoriesWriteToThePrimaryAndReadFromTheReplica() {
		assertThat(application.told("added on: ")).isEqualTo(Collections.nCopies(VISITS, "primary"));
		assertThat(application.told("counted in the end: ")).last().isEqualTo(BOOKS + " on replica");
	}

	@Test
	void nextRequestSeesWhatTheVisitorWrote() {
		assertThat(application.told("counted next: ")).extracting((count) -> count.split(" ")[0])
			.isEqualTo(visits((visit) -> String.valueOf(2 * visit + 1)));
	}

	@Test
	void sessionThatIsHeldOpenIsLedAnewWithEachTransactionAndSeesWhatItWrote() {
		List<String> sessions = application.told("in one session: ");
		assertThat(sessions).extracting((session) -> session.replaceAll(" on \\w+", ""))
			.isEqualTo(visits((visit) -> "%d, primary, %d".formatted(2 * visit + 1, 2 * visit + 2)));
		assertThat(sessions).anyMatch((session) -> session.matches("\\d+ on replica, primary, .*"));
	}

	@Test
	void readWriteMethodInsideAReadOnlyTransactionIsRefusedAtItsStartNamingBoth() {
		assertThat(failure("adds while reading")).startsWith(IllegalTransactionStateException.class.getName())
			.contains("Repository.save may write", "read-only transaction of org.example.library.Library.add");
	}

	@Test
	void writeInsideAReadOnlyTransactionIsRefusedByName() {
		assertThat(failure("updates while reading")).startsWith(InvalidDataAccessApiUsageException.class.getName())
			.contains("read-only transaction of org.example.library.Library.update");
	}

	@Test
	void transactionThatLosesItsConnectionIsKnownToBeUndone() {
		assertThat(failure("cut before a statement")).startsWith(TransactionUndoneException.class.getName());
		assertThat(application.told("books in the end: ")).singleElement().asString().startsWith(BOOKS + " on ");
	}

	@Test
	void commitWhoseAnswerIsLostIsKnownToBeSo() {
		assertThat(failure("cut before the commit")).startsWith(CommitOutcomeUnknownException.class.getName());
	}

	private static String failure(String what) {
		assertThat(application.told(what + ": ")).hasSize(1);
		return application.told(what + ": ").get(0);
	}

	private static List<String> visits(IntFunction<String> answer) {
		return IntStream.range(0, VISITS).mapToObj(answer).toList();
	}

}
