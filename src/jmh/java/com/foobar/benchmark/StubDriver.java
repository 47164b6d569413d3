package com.foobar.benchmark;

import java.lang.invoke.MethodHandles;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC driver without a server: every query has one row, and nothing takes time.
 * Stateless; its connections are confined to one thread at a time.
 * <p>
 * The classes of its connections have in their source what is called in a transaction; a
 * subclass made once adds the rest of JDBC's methods, which do nothing and return
 * {@code null}, zero or {@code false}.
 */
final class StubDriver implements Driver {

	/** What its URLs begin with; the node's name follows. */
	static final String URL = "jdbc:mysql://stub/";

	private static final Class<? extends StubConnection> CONNECTION = complete(StubConnection.class);

	private static final Class<? extends StubStatement> STATEMENT = complete(StubStatement.class);

	private static final Class<? extends StubResult> RESULT = complete(StubResult.class);

	private static final StubDriver INSTANCE = new StubDriver();

	/**
	 * Puts this driver before those that also know {@code jdbc:mysql:} URLs. Does nothing
	 * the second time.
	 */
	static synchronized void register() {
		List<Driver> others = DriverManager.drivers().filter((driver) -> driver != INSTANCE).toList();
		try {
			DriverManager.deregisterDriver(INSTANCE);
			for (Driver driver : others) {
				DriverManager.deregisterDriver(driver);
			}
			DriverManager.registerDriver(INSTANCE);
			for (Driver driver : others) {
				DriverManager.registerDriver(driver);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static <T> Class<? extends T> complete(Class<T> type) {
		return new ByteBuddy().subclass(type)
			.method(ElementMatchers.isAbstract())
			.intercept(StubMethod.INSTANCE)
			.make()
			.load(type.getClassLoader(), ClassLoadingStrategy.UsingLookup.of(MethodHandles.lookup()))
			.getLoaded();
	}

	private static <T> T create(Class<T> type) {
		try {
			return type.getDeclaredConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public @Nullable Connection connect(String url, Properties properties) {
		return acceptsURL(url) ? create(CONNECTION) : null;
	}

	@Override
	public boolean acceptsURL(String url) {
		return url.startsWith(URL);
	}

	@Override
	public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
		return new DriverPropertyInfo[0];
	}

	@Override
	public int getMajorVersion() {
		return 0;
	}

	@Override
	public int getMinorVersion() {
		return 0;
	}

	@Override
	public boolean jdbcCompliant() {
		return false;
	}

	@Override
	public Logger getParentLogger() {
		return Logger.getLogger(StubDriver.class.getName());
	}

	/** A connection that remembers its settings, and has one statement. */
	abstract static class StubConnection implements Connection {

		private final PreparedStatement statement = create(STATEMENT);

		private boolean autoCommit = true;

		private boolean readOnly;

		private int isolation = TRANSACTION_REPEATABLE_READ;

		@Override
		public PreparedStatement prepareStatement(String sql) {
			return this.statement;
		}

		@Override
		public boolean getAutoCommit() {
			return this.autoCommit;
		}

		@Override
		public void setAutoCommit(boolean autoCommit) {
			this.autoCommit = autoCommit;
		}

		@Override
		public boolean isReadOnly() {
			return this.readOnly;
		}

		@Override
		public void setReadOnly(boolean readOnly) {
			this.readOnly = readOnly;
		}

		@Override
		public int getTransactionIsolation() {
			return this.isolation;
		}

		@Override
		public void setTransactionIsolation(int isolation) {
			this.isolation = isolation;
		}

		@Override
		public boolean isValid(int timeout) {
			return true;
		}

	}

	/** A statement that answers anything with its one result. */
	abstract static class StubStatement implements PreparedStatement {

		private final StubResult result = create(RESULT);

		@Override
		public ResultSet executeQuery() {
			this.result.next = true;
			return this.result;
		}

	}

	/** A result of one row. */
	abstract static class StubResult implements ResultSet {

		private boolean next;

		@Override
		public boolean next() {
			boolean hasNext = this.next;
			this.next = false;
			return hasNext;
		}

		@Override
		public String getString(int column) {
			return "message";
		}

	}

}
