package com.foobar.routing;

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

	NoNodeException(Refusal refusal, String wanted, Duration waited, Topology topology, @Nullable SQLException cause) {
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
