package com.foobar.decision;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

import com.foobar.topology.Topology;
import org.jspecify.annotations.Nullable;

/** No node can serve a transaction now; another try may succeed. */
public final class NoNodeException extends SQLTransientConnectionException {

	private static final long serialVersionUID = 1L;

	/** SQL state "unable to establish connection". */
	private static final String STATE = "08001";

	private final Refusal refusal;

	/**
	 * No node within a time.
	 * @param refusal why there is none
	 * @param wanted what was looked for, such as {@code primary for a transaction}
	 * @param waited for how long the transaction was held back
	 * @param topology what the nodes were like at the end of it
	 * @param cause why the last attempt failed, {@code null} if there was none
	 */
	public NoNodeException(Refusal refusal, String wanted, Duration waited, Topology topology,
			@Nullable SQLException cause) {
		super("No %s within %s (%s): %s".formatted(wanted, text(waited), refusal, topology.nodes()), STATE, cause);
		this.refusal = refusal;
	}

	private static String text(Duration duration) {
		return duration.toMillis() + " ms";
	}

	/**
	 * Why there is none.
	 * @return the reason
	 */
	public Refusal refusal() {
		return this.refusal;
	}

}
