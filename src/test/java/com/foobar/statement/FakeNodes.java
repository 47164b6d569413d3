package com.foobar.statement;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.foobar.connection.Intent;
import com.foobar.connection.Lease;
import com.foobar.connection.LogicalConnection;
import com.foobar.connection.TransactionRouter;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that execute nothing and fail as they are told, and a record of what was asked of
 * them: {@code 2 executeUpdate()} is what the second lease was asked. What their failures
 * mean is in the SQL state alone.
 */
final class FakeNodes implements TransactionRouter {

	static final String LOST = "08S01";

	static final String READ_ONLY_SERVER = "HY000";

	static final String SYNTAX = "42000";

	private final List<String> calls = new ArrayList<>();

	private final Queue<String> failures = new ArrayDeque<>();

	private final Queue<String> refusals = new ArrayDeque<>();

	private String failingMethod = "execute";

	private int leases;

	/** The next calls that execute something fail with these SQL states, in turn. */
	FakeNodes failing(String... states) {
		this.failures.addAll(List.of(states));
		return this;
	}

	/** As many calls of this method fail as there are failures left. */
	FakeNodes in(String method) {
		this.failingMethod = method;
		return this;
	}

	/** So many leases are to be had. */
	FakeNodes leases(int number) {
		this.refusals.addAll(Collections.nCopies(number, ""));
		this.refusals.add("No node");
		return this;
	}

	LogicalConnection connect() {
		return new LogicalConnection(this, Connection.TRANSACTION_REPEATABLE_READ);
	}

	/** A connection in a transaction. */
	LogicalConnection begin() throws SQLException {
		LogicalConnection connection = connect();
		connection.setAutoCommit(false);
		return connection;
	}

	List<String> calls() {
		return this.calls;
	}

	/** The calls whose name begins so. */
	List<String> calls(String name) {
		return this.calls.stream().filter((call) -> call.substring(2).startsWith(name)).toList();
	}

	@Override
	public Lease lease(Intent intent, boolean autoCommit) throws SQLException {
		String refusal = this.refusals.poll();
		if (refusal != null && !refusal.isEmpty()) {
			throw new SQLException(refusal, "08001");
		}
		return new FakeLease(++this.leases, autoCommit);
	}

	@Override
	public <T> @Nullable T peek(Question<T> question) throws SQLException {
		return question.ask(fake(Connection.class, 0, new boolean[1]));
	}

	private <T> T fake(Class<T> type, int number, boolean[] broken) {
		InvocationHandler handler = (proxy, method, arguments) -> {
			String call = Stream.of((arguments != null) ? arguments : new Object[0])
				.map((argument) -> (argument instanceof int[] numbers) ? Arrays.toString(numbers) : "" + argument)
				.collect(Collectors.joining(", ", number + " " + method.getName() + "(", ")"));
			if ("isClosed".equals(method.getName())) {
				return broken[0];
			}
			this.calls.add(call);
			if (method.getName().startsWith(this.failingMethod)) {
				fail(broken);
			}
			return result(method.getReturnType(), number, broken);
		};
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private void fail(boolean[] broken) throws SQLException {
		String state = this.failures.poll();
		if (state != null) {
			broken[0] = LOST.equals(state);
			throw new SQLException("Failure " + state + " with " + this.failures.size() + " to come", state);
		}
	}

	private @Nullable Object result(Class<?> type, int number, boolean[] broken) {
		if (type == Statement.class || type == PreparedStatement.class || type == ResultSet.class) {
			return fake(type, number, broken);
		}
		if (type == boolean.class) {
			return false;
		}
		if (type == long.class) {
			return 7L;
		}
		return (type == int.class) ? Integer.valueOf(7) : null;
	}

	private final class FakeLease implements Lease {

		private final boolean[] broken = new boolean[1];

		private final int number;

		private final boolean autoCommit;

		private final Connection connection;

		FakeLease(int number, boolean autoCommit) {
			this.number = number;
			this.autoCommit = autoCommit;
			this.connection = fake(Connection.class, number, this.broken);
		}

		@Override
		public Connection connection() {
			return this.connection;
		}

		@Override
		public String node() {
			return "db" + this.number;
		}

		@Override
		public boolean isToBlame(SQLException failure) {
			return READ_ONLY_SERVER.equals(failure.getSQLState())
					|| (LOST.equals(failure.getSQLState()) && !this.autoCommit);
		}

		@Override
		public void commit() {
			record("commit");
		}

		@Override
		public void rollback() {
			record("rollback");
		}

		@Override
		public void end() {
			record("end");
		}

		@Override
		public void abandon() {
			record("abandon");
		}

		private void record(String call) {
			FakeNodes.this.calls.add(this.number + " " + call);
		}

	}

}
