package com.foobar.connection;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/**
 * What a database says of itself, asked on a borrowed connection so that asking does not
 * decide where the transaction goes. Only lists, which are read row by row, need the
 * transaction's own connection.
 */
final class LazyMetaData {

	private LazyMetaData() {
	}

	static DatabaseMetaData create(LogicalConnection connection) {
		return (DatabaseMetaData) Proxy.newProxyInstance(LazyMetaData.class.getClassLoader(),
				new Class<?>[] { DatabaseMetaData.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					case "getConnection" -> connection;
					default ->
						(method.getReturnType() == ResultSet.class) ? ask(connection.physical(), method, arguments)
								: connection.peek((borrowed) -> ask(borrowed, method, arguments));
				});
	}

	private static @Nullable Object ask(Connection connection, Method method, Object @Nullable [] arguments)
			throws SQLException {
		try {
			return method.invoke(connection.getMetaData(), arguments);
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof SQLException failure) {
				throw failure;
			}
			throw new SQLException(ex.getTargetException());
		}
		catch (IllegalAccessException ex) {
			throw new SQLException(ex);
		}
	}

}
