package com.foobar.consistency;

import com.foobar.consistency.ConsistencyScope.Action;
import com.foobar.token.ConsistencyToken;
import org.jspecify.annotations.Nullable;

/**
 * Opens a {@link ConsistencyScope} for each request, job or message. Immutable.
 */
public final class ConsistencyScopes {

	private final Consistency consistency;

	private final boolean trackReaders;

	/**
	 * Scopes that read as configured, unless told otherwise.
	 * @param settings the settings
	 */
	public ConsistencyScopes(ConsistencySettings settings) {
		this.consistency = settings.mode();
		this.trackReaders = settings.trackReaders();
	}

	/**
	 * Open a scope on this thread, to be closed by it.
	 * @param token what must be seen, {@link ConsistencyToken#NONE} if nothing is known
	 * @return the scope
	 */
	public ConsistencyScope open(ConsistencyToken token) {
		return ConsistencyScope.open(token, this.consistency, this.trackReaders);
	}

	/**
	 * Do something inside a scope of its own.
	 * @param <T> type of the result
	 * @param <E> type of what the action throws
	 * @param token what must be seen, {@link ConsistencyToken#NONE} if nothing is known
	 * @param action what to do; finds its scope as {@link ConsistencyScope#current()}
	 * @return the action's result
	 * @throws E if the action does
	 */
	public <T extends @Nullable Object, E extends Throwable> T call(ConsistencyToken token, Action<T, E> action)
			throws E {
		return open(token).inside(action);
	}

}
