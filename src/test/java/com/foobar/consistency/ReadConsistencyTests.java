package com.foobar.consistency;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.foobar.consistency.Consistency.Mode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link ReadConsistency} on beans whose transactions are begun by Spring. */
class ReadConsistencyTests {

	@Test
	void methodIsReadAsItSays() {
		assertThat(consistenciesOf(Accounts::balance)).containsExactly(Consistency.STRONG, Consistency.STRONG);
	}

	@Test
	void lagIsPassedOn() {
		assertThat(consistenciesOf(Accounts::history)).containsOnly(Consistency.of("bounded:2s"));
	}

	@Test
	void otherMethodsAreReadAsTheirClassSays() {
		assertThat(consistenciesOf(Accounts::names)).containsOnly(Consistency.EVENTUAL);
	}

	@Test
	void classWithoutIsLeftAlone() {
		List<@Nullable Consistency> seen = new ArrayList<>();
		run(Plain.class, seen, Plain::read);
		assertThat(seen).containsExactly(null, null);
	}

	@Test
	void interfaceMayAskForIt() {
		List<@Nullable Consistency> seen = new ArrayList<>();
		run(Reader.class, seen, Reader::read, ReaderOnInterface.class);
		assertThat(seen).containsOnly(Consistency.STRONG);
	}

	@Test
	void lagThatMakesNoSenseStopsTheStart() {
		assertThatExceptionOfType(RuntimeException.class)
			.isThrownBy(() -> run(Wrong.class, new ArrayList<>(), Wrong::read))
			.havingRootCause()
			.withMessageContaining("from 1s to 1h, not PT0.1S");
	}

	private static List<@Nullable Consistency> consistenciesOf(Consumer<Accounts> call) {
		List<@Nullable Consistency> seen = new ArrayList<>();
		run(Accounts.class, seen, call);
		return seen;
	}

	private static <T> void run(Class<T> type, List<@Nullable Consistency> seen, Consumer<T> call) {
		run(type, seen, call, type);
	}

	private static <T> void run(Class<T> type, List<@Nullable Consistency> seen, Consumer<T> call, Class<?> bean) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.registerBean(Seen.class, () -> new Seen(seen));
			context.register(Transactions.class, bean);
			context.refresh();
			call.accept(context.getBean(type));
			assertThat(ConsistencyScope.current()).isNull();
		}
	}

	/**
	 * How transactions and methods found they were to read, in their order.
	 *
	 * @param consistencies what they found, {@code null} for nothing
	 */
	record Seen(List<@Nullable Consistency> consistencies) {

		void look() {
			ConsistencyScope scope = ConsistencyScope.current();
			this.consistencies.add((scope != null) ? scope.consistency() : null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class Transactions {

		@Bean
		@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
		static ReadConsistencyAdvisor readConsistencyAdvisor() {
			return new ReadConsistencyAdvisor();
		}

		@Bean
		LookingTransactionManager transactionManager(Seen seen) {
			return new LookingTransactionManager(seen);
		}

	}

	/** Looks how to read where a real one would get its connection. */
	static final class LookingTransactionManager extends AbstractPlatformTransactionManager {

		private final transient Seen seen;

		LookingTransactionManager(Seen seen) {
			this.seen = seen;
		}

		@Override
		protected Object doGetTransaction() {
			return new Object();
		}

		@Override
		protected void doBegin(Object transaction, TransactionDefinition definition) {
			this.seen.look();
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
		}

	}

	@ReadConsistency(Mode.EVENTUAL)
	@Transactional(readOnly = true)
	static class Accounts {

		private final Seen seen;

		Accounts(Seen seen) {
			this.seen = seen;
		}

		@ReadConsistency(Mode.STRONG)
		void balance() {
			this.seen.look();
		}

		@ReadConsistency(value = Mode.BOUNDED, maxLag = "2s")
		void history() {
			this.seen.look();
		}

		void names() {
			this.seen.look();
		}

	}

	@Transactional(readOnly = true)
	static class Plain {

		private final Seen seen;

		Plain(Seen seen) {
			this.seen = seen;
		}

		void read() {
			this.seen.look();
		}

	}

	interface Reader {

		@ReadConsistency(Mode.STRONG)
		void read();

	}

	static class ReaderOnInterface implements Reader {

		private final Seen seen;

		ReaderOnInterface(Seen seen) {
			this.seen = seen;
		}

		@Override
		@Transactional(readOnly = true)
		public void read() {
			this.seen.look();
		}

	}

	static class Wrong {

		@ReadConsistency(value = Mode.BOUNDED, maxLag = "100ms")
		void read() {
		}

	}

}
