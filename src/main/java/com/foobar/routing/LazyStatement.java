package com.foobar.routing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A statement of a read-only transaction that has no node yet: its first text decides on
 * the node. Until then settings are kept, and nothing is taken. Confined to the thread
 * that holds the connection.
 */
final class LazyStatement implements InvocationHandler {

	private final LogicalConnection connection;

	private final StatementFactory factory;

	private final List<Call> settings = new ArrayList<>();

	private @Nullable Statement target;

	private boolean closed;

	private LazyStatement(LogicalConnection connection, StatementFactory factory) {
		this.connection = connection;
		this.factory = factory;
	}

	static Statement create(LogicalConnection connection, StatementFactory factory) {
		return (Statement) Proxy.newProxyInstance(LazyStatement.class.getClassLoader(),
				new Class<?>[] { Statement.class }, new LazyStatement(connection, factory));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		switch (method.getName()) {
			case "equals" -> {
				return arguments != null && proxy == arguments[0];
			}
			case "hashCode" -> {
				return System.identityHashCode(proxy);
			}
			case "getConnection" -> {
				return this.connection;
			}
			default -> {
				return (this.target != null) ? call(this.target, method, arguments) : invokeEarly(method, arguments);
			}
		}
	}

	private @Nullable Object invokeEarly(Method method, Object @Nullable [] arguments) throws Throwable {
		String name = method.getName();
		if ("close".equals(name) || "isClosed".equals(name)) {
			this.closed |= "close".equals(name);
			return "close".equals(name) ? null : this.closed;
		}
		if (this.closed) {
			throw new SQLException("The statement is closed");
		}
		if (name.startsWith("set")) {
			this.settings.add(new Call(method, arguments));
			return null;
		}
		return call(open(arguments), method, arguments);
	}

	private Statement open(Object @Nullable [] arguments) throws Throwable {
		boolean hasText = arguments != null && arguments[0] instanceof String;
		Connection physical = (arguments != null && hasText) ? this.connection.physical((String) arguments[0])
				: this.connection.physical();
		Statement statement = this.factory.create(physical);
		for (Call setting : this.settings) {
			call(statement, setting.method(), setting.arguments());
		}
		this.target = statement;
		return statement;
	}

	private static @Nullable Object call(Statement statement, Method method, Object @Nullable [] arguments)
			throws Throwable {
		try {
			return method.invoke(statement, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/** Makes the statement once its connection is known. */
	@FunctionalInterface
	interface StatementFactory {

		Statement create(Connection connection) throws SQLException;

	}

	private record Call(Method method, Object @Nullable [] arguments) {

	}

}
