package com.foobar.controller;

import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.Query;
import com.mysql.cj.interceptors.QueryInterceptor;
import com.mysql.cj.log.Log;
import com.mysql.cj.protocol.Resultset;
import com.mysql.cj.protocol.ServerSession;
import org.jspecify.annotations.NullUnmarked;

/**
 * Lets a controller die before a chosen one of the statements that change something: that
 * one and all after it fail. The driver makes it by its name.
 */
@NullUnmarked
public final class CrashingInterceptor implements QueryInterceptor {

	/** The parameter that a JDBC URL names it by. */
	static final String PARAMETER = "&queryInterceptors=" + CrashingInterceptor.class.getName();

	private static final Pattern CHANGES = Pattern
		.compile("\\s*(SET GLOBAL|STOP|START|RESET|CHANGE|INSERT|CREATE|GRANT|KILL|CLONE).*", Pattern.DOTALL);

	private static final AtomicInteger LEFT = new AtomicInteger();

	/** Lets so many statements pass. */
	static void arm(int statements) {
		LEFT.set(statements);
	}

	@Override
	public QueryInterceptor init(MysqlConnection connection, Properties properties, Log log) {
		return this;
	}

	@Override
	public <T extends Resultset> T preProcess(Supplier<String> sql, Query query) {
		String statement = sql.get();
		if (statement != null && CHANGES.matcher(statement).matches() && LEFT.decrementAndGet() < 0) {
			throw new CrashException(statement);
		}
		return null;
	}

	@Override
	public <T extends Resultset> T postProcess(Supplier<String> sql, Query query, T original, ServerSession session) {
		return null;
	}

	@Override
	public boolean executeTopLevelOnly() {
		return true;
	}

	@Override
	public void destroy() {
	}

	/** The controller has died before a statement. */
	static final class CrashException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		CrashException(String statement) {
			super("Died before: " + statement);
		}

	}

}
