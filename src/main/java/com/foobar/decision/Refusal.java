package com.foobar.decision;

import java.util.Locale;

/** Why a transaction was led nowhere. */
public enum Refusal {

	/** No node takes writes. */
	NO_PRIMARY,

	/** More than one node takes writes, and either could be the wrong one. */
	TWO_PRIMARIES,

	/** The primary is there, but no connection to it: all are taken, or none opens. */
	NO_CONNECTION,

	/** No node that answers has what the read must see. */
	NO_REPLICA,

	/** The connections for reads that no replica can serve were all taken. */
	FALLBACK_EXHAUSTED;

	private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/** The refusal in metrics, such as {@code no-primary}. */
	@Override
	public String toString() {
		return this.label;
	}

}
