package com.foobar.history;

import java.util.concurrent.Callable;

/**
 * Whatever makes calls one session's: it carries what the session has seen from one call
 * to the next, on whichever instance that is.
 */
public interface SessionScope {

	/** Scope that carries nothing. */
	SessionScope NONE = new SessionScope() {

		@Override
		public <T> T call(int session, Callable<T> action) throws Exception {
			return action.call();
		}

	};

	/**
	 * Runs an action as a session.
	 * @param <T> type of the result
	 * @param session the session, which runs one action at a time
	 * @param action what to do
	 * @return the action's result
	 * @throws Exception what the action throws
	 */
	<T> T call(int session, Callable<T> action) throws Exception;

}
